using System.Diagnostics;
using System.Globalization;
using FlowLang.Emit.CSharp.Expressions;
using FlowLang.Emit.CSharp.Operators;
using FlowLang.Planning.Batch;
using FlowLang.Planning.Logical;
using FlowLang.Planning.Stream;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.CSharp.Streams;

/// <summary>
/// One write as methods that pass rows on: from the decoded record in the lane to the first group, and behind it in the round. Each method
/// takes one row and where it came from.
/// </summary>
internal sealed partial class StreamRouteEmitter
{
    private readonly StreamFile _file;
    private readonly StreamRoute _route;
    private readonly int _number;
    private readonly string _name;
    private readonly Dictionary<LogicalNode, Rows> _rows = new(ReferenceEqualityComparer.Instance);

    // What has a window or a join above: there a row is late where it would have been when it came.
    private readonly HashSet<LogicalNode> _timed;
    private (string Field, Rows Rows) _output = ("", new Rows("", "", new RowType([])));

    public StreamRouteEmitter(StreamFile file, StreamRoute route, int number)
    {
        (_file, _route, _number) = (file, route, number);
        _name = file.Types.Take(Names.Pascal(route.Write.Name));
        Sites = new SiteList(route.Write.Name);
        _timed = new(
            StreamPlanner.Flatten(route.Query)
                .Where(n => n is WindowNode or JoinNode)
                .SelectMany(StreamPlanner.Flatten)
                .OfType<DedupeNode>(),
            ReferenceEqualityComparer.Instance);
    }

    public SiteList Sites { get; }

    public void Emit()
    {
        _file.Lane.Enter(_name, Sites);
        _file.Round.Enter(_name, Sites);
        Feed(_route.Query, Output(_route.Query));
    }

    /// <summary>Whether rows come out of the node in the round: something below remembers.</summary>
    private static bool IsBehind(LogicalNode node) => StreamPlanner.HasState(node);

    private string OfRow => string.Create(CultureInfo.InvariantCulture, $"from.OfRow({_number})");

    private StreamClass Place(LogicalNode node) => IsBehind(node) ? _file.Round : _file.Lane;

    internal static string Number(TimeSpan duration) =>
        (duration.Ticks / TimeSpan.TicksPerMicrosecond).ToString(CultureInfo.InvariantCulture) + "L";

    // The rows that come out of a node.
    private Rows Shape(LogicalNode node)
    {
        if (!_rows.TryGetValue(node, out Rows? rows))
        {
            rows = node switch
            {
                StreamScanNode scan => _file.Of(scan.Stream).Rows,
                NamedNode only when IsOnlyName(only) => Shape(only.Input),
                DedupeNode dedupe => Shape(dedupe.Input),
                AggregateNode aggregate => Declared(aggregate.Verb, _file.Round.GroupShape(aggregate).Row),
                WindowNode window => Declared("window", window.Row),
                NamedNode named => Declared(named.Name == _route.Write.Name ? "" : named.Name, named.Row),
                _ => Declared(node.Verb, node.Row),
            };
            _rows.Add(node, rows);
        }

        return rows;
    }

    private Rows Declared(string verb, RowType row) =>
        new("", _file.Types.Declare($"{_name}{Names.Pascal(verb == "" ? "row" : verb + "_row")}", row), row);

    /// <summary>Has the rows of a node passed to a method of its class.</summary>
    private void Feed(LogicalNode node, string taker)
    {
        switch (node)
        {
            case StreamScanNode scan:
                _file.Of(scan.Stream).Takers.Add(taker);
                break;
            case NamedNode named when IsOnlyName(named):
                Within(named.Name, named.Input, taker);
                break;
            case WindowNode window:
                Feed(window.Input, Window(window, taker));
                break;
            case AggregateNode aggregate:
                Aggregate(aggregate, taker);
                break;
            case DedupeNode dedupe:
                Dedupe(dedupe, taker);
                break;
            case SetOperationNode union:
                Feed(union.Left, Converted(union.Left, union, taker));
                Feed(union.Right, Converted(union.Right, union, taker));
                break;
            case JoinNode { Within: { } within } join:
                Join(join, within, taker);
                break;
            case JoinNode { Right: StreamTableNode table } join:
                Lookup(join, table, taker);
                break;
            case JoinNode { Right: ReloadNode table } join:
                Find(join, table, taker);
                break;
            case UnnestNode unnest:
                Feed(unnest.Input, Unnest(unnest, taker));
                break;
            case { IsRowWise: true }:
                Segment(node, taker);
                break;
            default:
                throw new UnreachableException(node.GetType().Name);
        }
    }

    private void Segment(LogicalNode top, string taker)
    {
        Stack<LogicalNode> steps = new();
        LogicalNode bottom = top;
        while (bottom is FilterNode or RequireNode or ProjectNode || (bottom is NamedNode named && !IsOnlyName(named)))
        {
            steps.Push(bottom);
            bottom = bottom.Inputs[0];
        }

        StreamClass place = Place(top);
        (Rows input, Rows output) = (Shape(bottom), Shape(top));
        string step = place.Step(input, output.RowName, output.Row, steps);
        string method = place.Take($"{_name}_{top.Verb}");
        place.RowMethod(
            method, input.RowName, "Through the steps that look at one row.",
            $$"""
            int site = {{step}}(in row, from.Exits({{_number}}), out {{output.RowName}} kept);
            if (site != 0)
            {
                from.Leave({{_number}}, site);
                return;
            }

            {{taker}}(in kept, in from);
            """);
        Within(steps.OfType<NamedNode>().FirstOrDefault()?.Name, bottom, method);
    }

    // What stands below belongs to the transform of that name.
    private void Within(string? transform, LogicalNode node, string taker)
    {
        string outer = Sites.Context;
        Sites.Context = transform ?? outer;
        Feed(node, taker);
        Sites.Context = outer;
    }

    // A name over what looks at many rows, or at a stream, is no step.
    private static bool IsOnlyName(NamedNode named) => named.Input is not (FilterNode or RequireNode or ProjectNode or NamedNode);

    // A row of the branch as one of the union.
    private string Converted(LogicalNode branch, LogicalNode union, string taker)
    {
        StreamClass place = Place(branch);
        (Rows input, Rows output) = (Shape(branch), Shape(union));
        string method = place.Take($"{_name}_branch");
        place.RowMethod(
            method, input.RowName, "A row of one of the streams.",
            place == Place(union) ? $"{taker}({Copied(input, output)}, in from);" : Held(Copied(input, output), output, taker));
        return method;
    }

    // Where the union is behind a group of its other branch, rows of this one wait for the round.
    private string Held(string value, Rows output, string taker)
    {
        string type = $"List<HeldRow<{output.RowName}>>";
        string list = Collect(type, "held");
        string field = _file.Round.TakeField($"{_name}_held");
        _file.Round.Fields.Line($"private readonly {type} {field} = [];");
        _file.Merging.Add($"{field}.AddRange(from.{list});");
        string all = _file.Round.Take($"{_name}_take_held");
        _file.Round.Method(
            "Rows that waited for the round.", $"private void {all}()",
            $$"""
            foreach (HeldRow<{{output.RowName}}> held in {{field}})
            {
                {{taker}}(held.Row, StreamOrigin.Of(held.Origin, _account));
            }

            {{field}}.Clear();
            """);
        _file.Closing.Insert(0, $"{all}();");
        return $"_collected.{list}.Add(new({value}, {OfRow}));";
    }

    private static string Copied(Rows input, Rows output, string row = "row")
    {
        IEnumerable<string> values =
            output.Row.Fields.Select(f => CSharpExpressionEmitter.Coerce(input.Column(row, f.Name), f.Type));
        return $"new {output.RowName}({string.Join(", ", values)})";
    }

    private string Unnest(UnnestNode unnest, string taker)
    {
        StreamClass place = Place(unnest);
        (Rows input, Rows output) = (Shape(unnest.Input), Shape(unnest));
        (string statements, CSharpValue list) = place.Value(input, unnest.List);
        string item = RowStruct.Property(output.Row, unnest.Name);
        IEnumerable<string> values = output.Row.Fields.Select(
            f => f.Name == unnest.Name ? "item" : input.Column("row", f.Name).Text);
        string loop = $$"""
            foreach (var item in {{(list.IsNullable ? "items" : list.Text)}}.Span)
            {
                {{taker}}(new {{output.RowName}}({{string.Join(", ", values)}}), in from);
            }
            """;
        string method = place.Take($"{_name}_unnest");
        place.RowMethod(
            method, input.RowName, $"A row for each `{item}`.",
            statements + (list.IsNullable
                ? $"if ({list.Text} is not {{ }} items)\n{{\n    return;\n}}\n\n{loop}"
                : loop));
        return method;
    }

    /// <summary>Where rows of the query leave for the target.</summary>
    private string Output(LogicalNode query)
    {
        StreamClass place = Place(query);
        Rows input = Shape(query);
        RowType row = new([.. query.Row.Fields.Select(f => f with { IsKey = _route.Write.Key.Contains(f.Name) })]);
        bool isSame = input.Row.Fields.Select(f => f.Name).SequenceEqual(row.Fields.Select(f => f.Name));
        Rows output = isSame ? input : Declared("output", row);
        string rowsClass = _file.Types.Take(_name + "Rows");
        _file.Declarations.Line();
        _file.Declarations.Line(RowsEmitter.Emit(
            rowsClass, output.RowName, row, TakesBack, _file.Types, _file.IsFeed ? "RepartitionRows" : "StreamRows").TrimEnd('\n'));
        string field = _file.Round.TakeField(_name);
        _output = (field, output);
        _file.Outputs.Add((field, rowsClass));
        string value = isSame ? "row" : Copied(input, output);
        string method = place.Take(_name + "_out");
        if (place == _file.Round)
        {
            place.RowMethod(
                method, input.RowName, "For the target.",
                $"{field}.Items.Add({value});" + (TakesBack ? $"\n{field}.Deleted.Add(false);" : ""));
            return method;
        }

        string list = Collect($"List<{output.RowName}>", "rows");
        string added = $"_collected.{list}.Add({value});";
        _file.Merging.Add($"{field}.Items.AddRange(from.{list});");
        if (_file.IsFeed)
        {
            string origins = Collect("List<RowOrigin>", "origins");
            added += $"\n_collected.{origins}.Add({OfRow});";
            _file.Merging.Add($"{field}.Origins.AddRange(from.{origins});");
        }

        place.RowMethod(method, input.RowName, "For the target.", added);
        return method;
    }

    /// <summary>A member of what a lane collects.</summary>
    private string Collect(string type, string what)
    {
        string name = Names.Pascal($"{_name}_{what}");
        for (int i = 2; _file.Collected.Any(c => c.Name == name); i++)
        {
            name = Names.Pascal($"{_name}_{what}") + i.ToString(CultureInfo.InvariantCulture);
        }

        _file.Collected.Add((name, type));
        return name;
    }
}
