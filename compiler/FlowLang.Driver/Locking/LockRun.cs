using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Driver.Testing;
using FlowLang.Driver.Workspaces;
using FlowLang.Runtime;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;

namespace FlowLang.Driver.Locking;

/// <summary>`flowc lock`: looks at every source and sink that can be reached, and says what `flow.lock` is to hold.</summary>
public sealed class LockRun
{
    private readonly EndpointOpener _opener;
    private readonly ClusterIntrospection _clusters;
    private readonly DuckDbSession _duck;
    private readonly LockedSchemas _before;
    private readonly Func<BatchRun> _dryRun;
    private readonly List<LockEntry> _entries = [];
    private readonly SortedDictionary<string, LockedSchema> _sources = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, LockedSchema> _sinks = new(StringComparer.Ordinal);

    private LockRun(EndpointOpener opener, DuckDbSession duck, LockedSchemas before, Func<BatchRun> dryRun, BoundProgram program)
    {
        _clusters = new ClusterIntrospection(opener, program, dryRun);
        _dryRun = dryRun;
        _opener = opener;
        _duck = duck;
        _before = before;
    }

    /// <param name="program">See <see cref="OpenTypes.Bind"/>: mistakes that follow from types which are not locked yet do not matter
    /// here.</param>
    /// <param name="parameters">Values of parameters that stand in connections.</param>
    /// <param name="environment">Whose part of the file is written; null for the part that programs are compiled for.</param>
    /// <param name="interval">Whose file is looked at where a server has one for each; null for the first.</param>
    public static async Task<LockResult> RunAsync(
        Workspace workspace, BoundProgram program, IReadOnlyDictionary<string, string> parameters, string? environment,
        string? interval, CancellationToken cancel)
    {
        LockedSchemas file = LockFile.Read(workspace.Folder).Schemas;
        await using BatchRun run = EngineRun.Create("lock", workspace, parameters);
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, cancel);
        LockRun all = new(
            new EndpointOpener(new OptionText(parameters), run.Settings, new SampleInterval(program, interval)), duck,
            environment is null ? file : file.Environments.GetValueOrDefault(environment, LockedSchemas.Empty),
            () => EngineRun.Create("lock", workspace, parameters, dryRun: true),
            program);
        ILookup<string, SourceSymbol> names = program.Sources.ToLookup(s => s.Name);
        foreach (SourceSymbol source in program.Sources.Where(s => s.Endpoint.Connection is not null))
        {
            // Files may each have a source of that name.
            await all.LockAsync(source, names[source.Name].Count() > 1 ? $"{source.Span.Source.Path}:{source.Name}" : source.Name, cancel);
        }

        IEnumerable<BoundEndpoint> sinks = program.Pipelines.SelectMany(p => p.Writes).Select(w => w.Sink)
            .Where(s => s is { Connector.Name: "postgres", Connection: not null })
            .DistinctBy(EndpointOpener.NameOf);
        foreach (BoundEndpoint sink in sinks)
        {
            await all.LockAsync(EndpointOpener.NameOf(sink), sink, all._sinks, all._before.Sinks, cancel);
        }

        foreach (BoundEndpoint captured in program.Pipelines.SelectMany(p => p.Relays).Select(r => r.Source))
        {
            await all.LockAsync(BoundRelay.LockName(captured), captured, all._sources, all._before.Sources, cancel);
        }

        LockedSchemas found = new(
            all._sources.ToImmutableSortedDictionary(StringComparer.Ordinal),
            all._sinks.ToImmutableSortedDictionary(StringComparer.Ordinal));
        LockedSchemas now = environment is null
            ? found with { Environments = file.Environments }
            : file with { Environments = file.Environments.SetItem(environment, found) };
        HashSet<string> declared = [.. program.Environments.Select(e => e.Name)];
        return new LockResult(
            now with { Environments = now.Environments.RemoveRange(now.Environments.Keys.Where(name => !declared.Contains(name))) },
            [.. all._entries]);
    }

    private async Task LockAsync(SourceSymbol source, string name, CancellationToken cancel)
    {
        LockedSchema? before = _before.Sources.GetValueOrDefault(name);
        string from = EndpointOpener.NameOf(source.Endpoint);
        await GuardAsync(name, from, _sources, before, async () =>
        {
            try
            {
                if (await SourceIntrospection.DescribeAsync(_opener, _duck, source, cancel) is { } live)
                {
                    ImmutableArray<string> breaches = await BreachesAsync(source, live.Row, cancel);
                    Note(name, new LockedSchema(from, live.Row), before, _sources, breaches, live.Notes);
                }
            }
            catch (FlowException e) when (_clusters.CanLook(source, e))
            {
                var there = await _clusters.LookAsync(source, [.. Declared(source).Fields.Select(ColumnTypes.Of)], cancel);
                (RowType row, ImmutableArray<string> notes) = SourceIntrospection.RowOf(there.Live);
                Note(name, new LockedSchema(from, row), before, _sources, there.Breaches, notes);
            }
        });
    }

    /// <summary>A table that no `source` names.</summary>
    private async Task LockAsync(
        string from, BoundEndpoint place, SortedDictionary<string, LockedSchema> schemas,
        ImmutableSortedDictionary<string, LockedSchema> known, CancellationToken cancel)
    {
        LockedSchema? before = known.GetValueOrDefault(from);
        await GuardAsync(from, from, schemas, before, async () =>
        {
            if (place.Connection is { } connection && place.Text(place.Descriptor.Arguments[0].Name) is { } table)
            {
                ImmutableArray<LiveColumn> columns = await _opener.Postgres(connection).DescribeTableAsync(table, cancel);
                if (columns.IsEmpty)
                {
                    _entries.Add(new LockEntry(from, from, LockState.Skipped, ["the table is not there yet"]));
                    return;
                }

                (RowType row, ImmutableArray<string> notes) = SourceIntrospection.RowOf(columns);
                Note(from, new LockedSchema(from, row), before, schemas, [], notes);
            }
        });
    }

    private async Task GuardAsync(
        string name, string from, SortedDictionary<string, LockedSchema> schemas, LockedSchema? before, Func<Task> look)
    {
        try
        {
            await look();
        }
        catch (Exception e) when (e is FlowException or DriverException)
        {
            string why = e is FlowException { Error: { } error }
                ? Sentence(error.Message, error.Why)
                : Sentence(e.Message, ((DriverException)e).Why);
            _entries.Add(new LockEntry(name, from, LockState.Skipped, [why]));
            if (before is not null)
            {
                schemas[name] = before;
            }
        }
    }

    private void Note(
        string name, LockedSchema now, LockedSchema? before, SortedDictionary<string, LockedSchema> schemas,
        ImmutableArray<string> breaches, ImmutableArray<string> notes)
    {
        schemas[name] = now;
        ImmutableArray<string> difference = before is null ? [] : SchemaDifference.Between(before.Row, now.Row);
        LockState state = breaches.Length > 0 ? LockState.Incompatible
            : before is null ? LockState.Added
            : difference.Length > 0 ? LockState.Changed
            : LockState.Unchanged;
        _entries.Add(new LockEntry(name, now.From, state, [.. breaches, .. difference, .. notes]));
    }

    /// <summary>
    /// How the program's own type of a source fails to fit; a source without a type has no columns of its own here. Text has no types but
    /// what its values could be, so only its columns count; elsewhere it is what an executable would say at its start.
    /// </summary>
    private async Task<ImmutableArray<string>> BreachesAsync(SourceSymbol source, RowType live, CancellationToken cancel)
    {
        RowType declared = Declared(source);
        if (declared.Fields.IsEmpty || source.Endpoint.Descriptor.ReadsText)
        {
            return SchemaDifference.Missing(declared, live);
        }

        await using BatchRun run = _dryRun();
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, cancel);
        return await SourceIntrospection.BreachesAsync(_opener, duck, source, [.. declared.Fields.Select(ColumnTypes.Of)], cancel);
    }

    private static RowType Declared(SourceSymbol source) => new([.. source.Row.Fields.Where(f => !source.Exposes.Contains(f.Name))]);

    private static string Sentence(string message, string? why) => why is null ? message : $"{message}: {why}";
}
