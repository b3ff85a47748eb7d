using System.Collections.Immutable;
using System.Text;
using FlowLang.Connectors.DuckDb;
using FlowLang.Driver.Workspaces;
using FlowLang.Emit.Sql.Twins;
using FlowLang.Planning.Logical;
using FlowLang.Planning.Stream;
using FlowLang.Semantics.Bound;

namespace FlowLang.Driver.Testing.Streams;

/// <summary>
/// A test of a transform of streams. Given rows become records of bounded streams: once in the order written, step by step where the test
/// moves time, for the rows that are expected, and once shuffled over several partitions, for rows that must be those of the batch twin
/// over files of the same rows.
/// </summary>
internal sealed class StreamTestRun(
    Workspace workspace, LogicalProgram program, BoundTest test, DuckDbSession duck, string folder, CancellationToken cancel)
{
    private const int ParityLanes = 2;

    private readonly StreamPlan _plan = StreamTestPlanner.Plan(program, test, "test");
    private readonly GivenFiles _files = new(duck, folder);

    public async Task<(ImmutableArray<RowDifference> Differences, Parity? Parity)> RunAsync()
    {
        ImmutableArray<ImmutableArray<ImmutableArray<GivenRecord>>> steps = await GivenAsync();
        TestedStream stream = TestedStream.Of(workspace, program, _plan);
        ImmutableArray<RowDifference> differences = test.IsStepwise ? await StepsAsync(stream, steps) : await WholeAsync(stream, steps[0]);
        return (differences, await ParityAsync(stream, Together(steps, steps.Length)));
    }

    // All at once: the input ends behind it.
    private async Task<ImmutableArray<RowDifference>> WholeAsync(TestedStream stream, ImmutableArray<ImmutableArray<GivenRecord>> given)
    {
        RowCollection rows =
            await stream.RunAsync(duck.Run, [.. given.Select(Interleaving.AsGiven)], lanes: 1, isOneRound: true, cancel);
        return await LookAsync(rows, 0);
    }

    private async Task<ImmutableArray<RowDifference>> StepsAsync(
        TestedStream stream, ImmutableArray<ImmutableArray<ImmutableArray<GivenRecord>>> steps)
    {
        RowCollection rows = new();
        DateTimeOffset now = duck.Run.StartedAt;
        var differences = ImmutableArray.CreateBuilder<RowDifference>();
        for (int i = 0; i < test.Steps.Length; i++)
        {
            now = test.Steps[i].Clock is { } clock ? new DateTimeOffset(clock, TimeSpan.Zero) : now;
            await stream.GoOnAsync(duck.Run, Together(steps, i + 1), now, test.Steps[i].Watermark, rows, cancel);
            differences.AddRange(await LookAsync(rows, i));
        }

        return differences.ToImmutable();
    }

    private async Task<ImmutableArray<RowDifference>> LookAsync(RowCollection rows, int step)
    {
        var differences = ImmutableArray.CreateBuilder<RowDifference>();
        ImmutableArray<BoundExpected> expected = test.Steps[step].Expected;
        for (int i = 0; i < expected.Length; i++)
        {
            string file = TestPlans.RowsOf(step, i);
            await _files.WriteAsync(file, rows.Look(expected[i].Output.Name), cancel);
            differences.AddRange(Differences.Of(
                expected[i], await _files.CheckAsync(TestPlans.Expected(_plan, test, file, expected[i]), cancel)));
        }

        return differences.ToImmutable();
    }

    // Of each input: what the first steps give.
    private ImmutableArray<ImmutableArray<GivenRecord>> Together(
        ImmutableArray<ImmutableArray<ImmutableArray<GivenRecord>>> steps, int count) =>
        [.. Enumerable.Range(0, _plan.Reads.Length).Select(i => steps.Take(count).SelectMany(step => step[i]).ToImmutableArray())];

    /// <summary>The comparison with the batch twin alone, over records that are made up.</summary>
    public Task<Parity> CompareMadeUpAsync(int count) => _plan.Routes[0] is { Write: { Mode: WriteMode.Upsert, Key.IsEmpty: true } }
        ? Task.FromResult(new Parity("its rows are updates, and no columns say of which", []))
        : ParityAsync(
            TestedStream.Of(workspace, program, _plan),
            [.. _plan.Reads.Select((read, i) => new MadeUpRecords(read.Stream, TwinSource.RowOf(read), i + 1).Make(count))]);

    private async Task<Parity> ParityAsync(TestedStream stream, ImmutableArray<ImmutableArray<GivenRecord>> given)
    {
        LogicalNode query = _plan.Routes[0].Query;
        if ((BatchTwin.Refusal(query) ?? TooFarApart(query, given)) is { } why)
        {
            return new Parity(why, []);
        }

        for (int i = 0; i < given.Length; i++)
        {
            await _files.WriteAsync(TestPlans.GivenOf(i), given[i].Select(record => record.Json), cancel);
        }

        // Which row of a key comes first is a matter of rounds: with one, it is the earliest.
        bool isOneRound = StreamPlanner.Flatten(query).Any(node => node is DedupeNode { KeepsLatest: false });
        var shuffled = given.Zip(_plan.Reads, (records, read) => Interleaving.Shuffled(records, read.Stream.Time?.Lag ?? TimeSpan.Zero));
        RowCollection run = await stream.RunAsync(duck.Run, [.. shuffled], ParityLanes, isOneRound, cancel);
        ImmutableArray<ReadOnlyMemory<byte>> rows = [.. run.Rows];
        await _files.WriteAsync(TestPlans.ShuffledRows, rows, cancel);
        return new Parity(null, await _files.CheckAsync(TestPlans.Compared(program, _plan, test), cancel)) { Rows = rows.Length };
    }

    private static string? TooFarApart(LogicalNode query, ImmutableArray<ImmutableArray<GivenRecord>> given)
    {
        long[] times = [.. given.SelectMany(records => records).Select(record => record.Time).OfType<long>()];
        return BatchTwin.Memory(query) is { } memory && times.Length > 0
            && times.Max() - times.Min() > memory.Ticks / TimeSpan.TicksPerMicrosecond
                ? "rows are further apart than a `ttl`, and a batch forgets nothing"
                : null;
    }

    // Of each step, of each input.
    private async Task<ImmutableArray<ImmutableArray<ImmutableArray<GivenRecord>>>> GivenAsync()
    {
        await _files.CheckAsync(TestPlans.Given(_plan, test), cancel);
        var steps = ImmutableArray.CreateBuilder<ImmutableArray<ImmutableArray<GivenRecord>>>();
        for (int step = 0; step < test.Steps.Length; step++)
        {
            var given = ImmutableArray.CreateBuilder<ImmutableArray<GivenRecord>>();
            for (int i = 0; i < _plan.Reads.Length; i++)
            {
                string relation = TestPlans.GivenOf(i, step);
                string sql = GivenRows.Sql(relation, TwinSource.RowOf(_plan.Reads[i]), _plan.Reads[i].Stream.Time?.Path);
                given.Add([.. (await duck.RowsAsync(sql, "the given rows", cancel)).Select(
                    row => new GivenRecord(Encoding.UTF8.GetBytes($"{row[0]}"), row[1] as long?))]);
            }

            steps.Add(given.ToImmutable());
        }

        return steps.ToImmutable();
    }
}
