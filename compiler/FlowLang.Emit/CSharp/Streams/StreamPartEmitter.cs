using System.Collections.Immutable;
using System.Globalization;
using FlowLang.Emit.CSharp.Expressions;
using FlowLang.Emit.CSharp.Operators;
using FlowLang.Emit.Manifest;
using FlowLang.Emit.Text;
using FlowLang.Planning.Batch;
using FlowLang.Planning.Logical;
using FlowLang.Planning.Stream;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.CSharp.Streams;

/// <summary>
/// A pipeline of streams, or a half of one, in a file: what it is made of, its lane, its round, and the types of its rows and groups.
/// </summary>
/// <param name="plan">Of the part.</param>
/// <param name="role">Which part it is.</param>
/// <param name="file">Its own, with the types of the whole file.</param>
/// <param name="code">The whole file.</param>
/// <param name="readings">What reads each table of the plan, as statements over `duck` and `run`.</param>
internal sealed partial class StreamPartEmitter(
    StreamPlan plan, StreamRole role, StreamFile file, CodeWriter code, IReadOnlyDictionary<ReloadNode, string> readings)
{
    private readonly CodeWriter _code = code;
    private readonly StreamFile _file = file;
    private readonly List<StreamRouteEmitter> _routes = [];

    private BoundPipeline Pipeline => plan.Pipeline.Bound;

    /// <summary>What its operators keep, once it is laid out.</summary>
    public ImmutableArray<EmittedState> States => [.. _file.States];

    /// <summary>Lays the routes out, before anything is written.</summary>
    public void Prepare()
    {
        foreach (StreamRead read in plan.Reads)
        {
            string name = _file.Types.Declare(Names.Pascal(read.Stream.Name) + "Row", read.Row);
            _file.Reads.Add((read, new Rows("", name, read.Row), []));
        }

        for (int i = 0; i < plan.Routes.Length; i++)
        {
            StreamRouteEmitter route = new(_file, plan.Routes[i], i);
            route.Emit();
            _routes.Add(route);
        }
    }

    /// <summary>Writes all but the types of rows.</summary>
    public void Classes()
    {
        Lane();
        Round();
        Decoders();
        Readings();
        _code.Line(_file.Declarations.ToString().TrimEnd('\n'));
        _file.Forms.Write(_code);
    }

    /// <summary>Writes the members of the part's topology.</summary>
    public void Topology()
    {
        Listed("Inputs", role.IsRest ? [StreamEndpoints.Carried(plan.Reads[0].Stream)] : plan.Reads.Select(Input));
        _code.Line("Routes =");
        _code.Line("[");
        using (_code.Indent("],"))
        {
            for (int i = 0; i < _routes.Count; i++)
            {
                Route(plan.Routes[i], _routes[i].Sites.All);
            }
        }

        _code.Line($"Store = {Store()},");
        if (_file.Sides.Count > 0)
        {
            Listed("Sides", _file.Sides.Select(Side));
        }

        if (_file.Tabled.Count > 0)
        {
            Listed("Tables", _file.Tabled.Select((table, i) => ReloadEmitter.Item(Table(i), table)));
        }

        IEnumerable<string> given =
            ["account", .. _file.Lane.Values, .. Schemas().Select(s => $"{EndpointEmitter.ConnectionOf(s.Stream.Endpoint)}.Schemas")];
        _code.Line($"Lane = account => new {_file.Lane.ClassName}({string.Join(", ", given)}),");
        _code.Line($"Round = new {_file.Round.ClassName}({string.Join(", ", _file.Round.Values)}),");
        if (_file.Tables.Count > 0)
        {
            _code.Line("Spill = RocksDbSpill.Open,");
        }

        Sharing();
        if ((role.Feed is null ? plan.CommitEvery : RepartitionPlan.CommitEvery(plan)) is { } every)
        {
            _code.Line($"CommitEvery = {Literals.Duration(every)},");
        }
    }

    // How instances share it.
    private void Sharing()
    {
        if (Pipeline.Instances > 1)
        {
            _code.Line("IsSharded = true,");
        }

        if (role.Feed is not null)
        {
            _code.Line("IsFeed = true,");
        }

        if (role.IsRest)
        {
            string hasIdle = role.Cuts.Any(cut => cut.Carried.Time?.Idle is not null) ? "true" : "false";
            _code.Line(string.Create(
                CultureInfo.InvariantCulture, $"Carried = new CarriedInput({role.Cuts.Max(cut => cut.Feed) + 1}, HasIdle: {hasIdle}),"));
        }
    }

    private string Store() => role.Feed is { } feed
        ? StreamEndpoints.Feed(feed, plan.Routes[0].Write.Sink)
        : HasFolders ? FoldersName : StreamEndpoints.Store(Stored());

    private (BoundWrite, RowType)[] Stored() => [.. plan.Routes.Select(r => (r.Write, Stored(r)))];

    // In change events the key is that of the row that changed.
    private static RowType Stored(StreamRoute route)
    {
        if (route.Write.Sink.Choice("envelope") != "debezium")
        {
            return route.Query.Row;
        }

        ImmutableArray<string> key = StreamPlanner.Flatten(route.Query).OfType<StreamScanNode>().First().Stream.RowKey;
        return new RowType([.. route.Query.Row.Fields.Select(
            side => side.Type.Type is RowType row ? side with { Type = side.Type with { Type = Keyed(row) } } : side)]);

        RowType Keyed(RowType row) => new([.. row.Fields.Select(f => f with { IsKey = key.Contains(f.Name) })]);
    }

    private void Listed(string property, IEnumerable<string> items)
    {
        _code.Line($"{property} =");
        _code.Line("[");
        using (_code.Indent("],"))
        {
            items.ToList().ForEach(item => _code.Line(item + ","));
        }
    }

    private string Input(StreamRead read)
    {
        List<string> fields = [];
        if (read.Stream.Time is { } time)
        {
            fields.Add($"Lag = {Literals.Duration(time.Lag)}");
            fields.AddRange(time.Idle is { } idle ? [$"Idle = {Literals.Duration(idle)}"] : Array.Empty<string>());
            fields.AddRange(time.MaxAhead is { } ahead ? [$"MaxAhead = {Literals.Duration(ahead)}"] : Array.Empty<string>());
        }

        fields.AddRange(DeadLetters(read.Stream) is { } dead ? [$"DeadLetters = {dead}"] : Array.Empty<string>());
        string start = $"new StreamInput({Literals.Text(read.Stream.Name)}, {Source(read.Stream)})";
        return fields.Count == 0 ? start : $"{start} {{ {string.Join(", ", fields)} }}";
    }

    private string Source(StreamSymbol stream) => stream.Endpoint.Descriptor.Name switch
    {
        "cdc" => Capture(stream),
        GivenConnector.Word => $"new GivenSource({Literals.Text(stream.Name)})",
        _ => StreamEndpoints.Source(stream, isShared: Pipeline.Instances > 1, Decoder(stream)),
    };

    /// <summary>A row that comes again replaces itself.</summary>
    private bool MayRepeat => plan.Routes.All(route => !route.HasState && route.Write.Mode == WriteMode.Upsert);

    private void Route(StreamRoute route, IReadOnlyList<FailureSite> sites)
    {
        BoundWrite write = route.Write;
        string target = Literals.Text(EndpointText.Of(write.Sink));
        List<string> said = [.. Reads(route)];
        if (write.Rejects is { } sink && sites.Any(s => s.Action == FailureAction.Reject))
        {
            said.Add(string.Create(CultureInfo.InvariantCulture, $"RejectsSide = {_file.Rejects(write.Name, sink)}"));
        }

        string more = said.Count == 0 ? "" : $" {{ {string.Join(", ", said)} }}";
        if (sites.Count == 0)
        {
            _code.Line($"new StreamRoute({Literals.Text(write.Name)}, {target}, []){more},");
            return;
        }

        _code.Line($"new StreamRoute({Literals.Text(write.Name)}, {target},");
        _code.Line("[");
        using (_code.Indent($"]){more},"))
        {
            foreach (FailureSite site in sites)
            {
                _code.Line($"new({PipelineEmitter.Site(site)}),");
            }
        }
    }

    // The streams that a route waits for, where it is not all of them.
    private IEnumerable<string> Reads(StreamRoute route)
    {
        int Number(StreamSymbol stream) => role.IsRest
            ? role.Cuts.First(cut => cut.Carried.Name == stream.Name).Feed
            : plan.Reads.IndexOf(_file.Of(stream).Read);
        int[] own = [.. route.Streams.Select(Number).Distinct().Order()];
        int all = role.IsRest ? role.Cuts.Max(cut => cut.Feed) + 1 : plan.Reads.Length;
        return own.Length == all ? [] : [$"Reads = {Literals.List(own.Select(n => n.ToString(CultureInfo.InvariantCulture)))}"];
    }

    private void Decoders()
    {
        foreach (var (read, rows, _) in _file.Reads)
        {
            _code.Line();
            _code.Line(DecoderEmitter.Emit(
                Decoder(read.Stream), rows.RowName, read.Row, StreamFormats.Of(read.Stream), StreamFormats.EnvelopeOf(read.Stream),
                _file.Types, read.Stream.Row, StreamFormats.DecimalsOf(read.Stream)).TrimEnd('\n'));
        }
    }

    private void Readings()
    {
        for (int i = 0; i < _file.Tabled.Count; i++)
        {
            _code.Line();
            _code.Line(ReloadEmitter.Emit(Table(i), _file.Tabled[i], readings[_file.Tabled[i].Table], _file.Round, _file.Types));
        }
    }

    private string Table(int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{_file.Pipeline}{Names.Pascal(_file.Tabled[number].Table.Name)}Table{number + 1}");

    private static string Decoder(StreamSymbol stream) => Names.Pascal(stream.Name) + "Decoder";
}
