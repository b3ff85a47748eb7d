using System.Diagnostics;
using System.Globalization;
using FlowLang.Emit.CSharp.Expressions;
using FlowLang.Emit.CSharp.Operators;
using FlowLang.Planning.Expressions;
using FlowLang.Planning.Logical;
using FlowLang.Planning.Stream;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.CSharp.Streams;

/// <summary>
/// Groups: partial ones in the lane, merged into a table of the round, whose rows go on when they change or their window closes.
/// </summary>
internal sealed partial class StreamRouteEmitter
{
    private void Aggregate(AggregateNode node, string taker)
    {
        StreamClass adds = Place(node.Input);
        StreamClass round = _file.Round;
        Rows input = Shape(node.Input);
        Rows output = Shape(node);
        var by = node.By.Select(key => (key.Name, key.Value));
        (string keyType, RowType key, string statements, string made) = adds.GroupKey($"{node.Verb}", by, input);
        string state = _file.Types.Take($"{_name}Group");
        Accumulator[] here = adds.GroupShape(node).Accumulators;
        GroupStruct group = StreamClass.GroupStruct(_file.Declarations, state, node, input, here);
        string add = adds.GroupAdd(_name, state, node, input, here);
        string result = round.GroupResult(
            _name, state, keyType, node, input, round.GroupShape(node).Accumulators, output.RowName, output.Row);
        KeyWindow? window = KeyWindow.Of(node.Input, by, keyType, key);
        string form = Form(keyType, key, group, window);
        string table = Table(node, (keyType, state, form), window, node.TimeToLive, Signature(node, window?.Window));
        string give = Give(node, keyType, state, $"{taker}({result}(key, ref group), {Origin(node, WindowTime(node, key))});");
        bool isFinal = window is not null && node.Emit != EmitMode.Changes;
        string gives = window?.IsSession == true && !isFinal ? $"{give}, {TakingBack(node, keyType, key)}" : give;
        Leaving(node, table, gives, window, isFinal);
        Feed(node.Input, Adding(node, adds, input, (keyType, state, form, statements, made, add, ""), table, window));
    }

    // How keys and groups are merged and kept.
    private string Form(string keyType, RowType key, GroupStruct group, KeyWindow? window)
    {
        string form = _file.Types.Take($"{_name}State");
        _file.Declarations.Line();
        _file.Declarations.Line(StateEmitter.Emit(form, keyType, key, group, _file.Forms, window).TrimEnd('\n'));
        return form;
    }

    private string Table(
        LogicalNode node, (string Key, string Group, string Form) types, KeyWindow? window, TimeSpan? ttl, string shape)
    {
        string field = _file.Round.TakeField($"{_name}_groups");
        string type = window?.Table ?? "KeyTable";
        string size = window is { IsOpen: true, IsSession: false } ? $"{Literals.Duration(window.Window.Window.Size)}, " : "";
        TimeSpan kept = window?.Window.Window.Late ?? ttl ?? throw new UnreachableException("a group without bound");
        _file.Round.Fields.Line($"private readonly {type}<{types.Key}, {types.Group}, {types.Form}> {field} =");
        using (_file.Round.Fields.Indent())
        {
            _file.Round.Fields.Line($"new({Operator(node, shape)}, {size}{Literals.Duration(kept)}){Initializer()};");
        }

        _file.Tables.Add(field);
        return field;
    }

    // What is said of a table behind its constructor.
    private string Initializer(params IEnumerable<string> said)
    {
        string[] all = [.. _number == 0 ? [] : new[] { string.Create(CultureInfo.InvariantCulture, $"Route = {_number}") }, .. said];
        return all.Length == 0 ? "" : $" {{ {string.Join(", ", all)} }}";
    }

    // A route's own among the watermarks of all, and so far below.
    private string Behind(TimeSpan behind, string watermarks)
    {
        string own = string.Create(CultureInfo.InvariantCulture, $"{watermarks}[{_number}]");
        return behind > TimeSpan.Zero ? $"EventTime.Earlier({own}, {Number(behind)})" : own;
    }

    private string Operator(LogicalNode node, string shape)
    {
        EmittedState state = new($"{_route.Write.Name}: {node.Verb}{_file.Tables.Count + 1}", shape);
        _file.States.Add(state);
        return $"new OperatorSignature({Literals.Text(state.Operator)}, {Literals.Text(state.Shape)})";
    }

    // What an entry's bytes mean: how long it is kept is nothing of it.
    private static string Signature(AggregateNode node, WindowNode? window)
    {
        string by = string.Join(", ", node.By.Select(b => $"{b.Name}: {b.Value.Type}"));
        string what = string.Join(", ", node.Aggregates.Select(a => $"{a.Name} = {ExpressionPrinter.Print(a.Call)}: {a.Call.Type}"));
        string arguments = string.Join(", ", node.Aggregates.SelectMany(a => a.Call.Arguments).Select(a => $"{a.Type}"));
        return $"{what} of ({arguments}) by {by}{In(window)}";
    }

    private static string In(WindowNode? window) =>
        window is null ? "" : $" in {window.Window.Kind} {window.Window.Size:c}/{window.Window.Every:c}";

    private string Give(LogicalNode node, string keyType, string state, string statements)
    {
        string give = _file.Round.Take($"{_name}_give");
        _file.Round.Method(
            $"The row of a group goes on from `{node.Verb}`.", $"private void {give}(in {keyType} key, ref {state} group)", statements);
        return give;
    }

    // Rows of a group stand behind the watermark that gave them.
    private string Origin(LogicalNode node, string? time = null)
    {
        string closed = Behind(BehindWindows(node), "_closed");
        return $"StreamOrigin.OfRound(_account, {closed}{(time is null ? "" : $", {time}")})";
    }

    // What a window has may take more than one round to leave: what comes behind waits for all of it.
    private void Leaving(LogicalNode node, string table, string give, KeyWindow? window, bool isFinal)
    {
        string watermark = Watermark(node);
        string leave = window is null ? $"{table}.Expire({watermark})" : $"{table}.Close({watermark}, {(isFinal ? give : "null")})";
        Leaving(leave, isInParts: isFinal && window is not null);
        if (!isFinal)
        {
            _file.Closing.Insert(0, $"{table}.Changed({give});");
        }
    }

    private void Leaving(string leave, bool isInParts) => _file.Closing.Insert(
        0, isInParts && _file.Closing.Count > 0 ? $"watermarks = {leave} ? watermarks : _closed;" : $"{leave};");

    // How far the watermark of rows falls behind that of records: what windows below wait for, and how far a row's time, which is where its
    // window begins unless it tells where that ends, lies before the moment at which it leaves. A session is waited for by a gap more.
    private static TimeSpan BehindWindows(LogicalNode node)
    {
        TimeSpan own = node is JoinNode { Within: { } within } ? within : TimeSpan.Zero;
        if (node is AggregateNode groups && WindowTrace.Of(groups.Input) is { Window.Window: var window } trace)
        {
            bool tellsEnd = groups.By.Any(b => b.Value is BoundColumn c && trace.Columns.GetValueOrDefault(c.Name) == WindowNode.End);
            own = window.Late + (tellsEnd && window.Kind != WindowKind.Session ? TimeSpan.Zero : window.Size);
        }

        return own + node.Inputs.Select(BehindWindows).DefaultIfEmpty(TimeSpan.Zero).Max();
    }

    private string Adding(
        LogicalNode node, StreamClass adds, Rows input,
        (string Key, string State, string Form, string Statements, string Made, string Add, string More) group, string table,
        KeyWindow? window)
    {
        string place;
        bool isInWindow = window is not null;
        if (adds == _file.Round)
        {
            place = isInWindow ? $"ref {table}.Group(in key)" : $"ref {table}.Group(in key, from.Time)";
        }
        else
        {
            bool isSession = window?.IsSession == true;
            string groups = Collect(
                isSession ? $"SessionParts<{group.Key}, {group.State}, {group.Form}>"
                : $"Dictionary<{group.Key}, {(isInWindow ? group.State : $"Timed<{group.State}>")}>", "groups");
            _file.Merging.Add($"{table}.Merge(from.{groups});");
            string found = isSession ? $"ref _collected.{groups}.At(in key)"
                : $"ref CollectionsMarshal.GetValueRefOrAddDefault(_collected.{groups}, key, out _)";
            place = isInWindow ? found : $"ref Timed<{group.State}>.At({found}, from.Time)";
        }

        string method = adds.Take($"{_name}_{node.Verb}");
        adds.RowMethod(
            method, input.RowName, "Adds the row to its group.",
            $"{group.Statements}{group.Key} key = {group.Made};\n{group.Add}({place}, in row{group.More});");
        return method;
    }
}
