using System.Globalization;
using FlowLang.Emit.CSharp.Expressions;
using FlowLang.Planning.Expressions;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Functions;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.CSharp.Operators;

/// <summary>Analytic functions: a partition's rows in order, and a column for each call.</summary>
internal sealed partial class QueryOperator
{
    // The projection with its analytic calls as columns of the rows below.
    private static ProjectNode Analytic(ProjectNode project)
    {
        List<AnalyticColumn> calls = [];
        BoundExpression Replace(BoundExpression expression) => expression.ReplaceDown(part =>
        {
            if (part is not BoundAnalytic call)
            {
                return null;
            }

            string name = $"__window{calls.Count + 1}";
            calls.Add(new AnalyticColumn(name, call.Fails ? name + "_failed" : null, call));
            return call.Fails
                ? new FlaggedColumn(name, name + "_failed", call.Span.Text, call.Type, call.Span)
                : new BoundColumn(name, null, call.Type, call.Span);
        });
        BoundAssignment[] columns = [.. project.Columns.Select(c => c with { Value = Replace(c.Value) })];
        List<RowField> fields = [.. project.Input.Row.Fields];
        foreach (AnalyticColumn call in calls)
        {
            fields.Add(new RowField(call.Name, call.Call.Type));
            if (call.FailedName is { } failed)
            {
                fields.Add(new RowField(failed, new TypeRef(BoolType.Instance)));
            }
        }

        return project with { Input = new AnalyticNode(project.Input, [.. calls], new RowType([.. fields])), Columns = [.. columns] };
    }

    private Rows Windows(AnalyticNode node)
    {
        Rows input = Emit(node.Input, flagged: false);
        string rowName = RowName("window", node.Row);
        Rows output = Called("windows", rowName, node.Row, input.Local, out string name);
        CSharpMethod method = Method();
        List<string> values = [.. RowStruct.Properties(input.Row.Fields.Select(f => f.Name)).Select(p => $"row.{p}")];
        foreach (AnalyticColumn column in node.Calls)
        {
            string call = Members.Take(Names.Pascal(column.Call.Analytic?.Name ?? column.Call.Aggregate?.Name ?? "") + "Window");
            string array = method.Take(call);
            method.Code.Line($"{Types.Name(column.Call.Type)}[] {array} = new {Types.Name(column.Call.Type)}[rows.Count];");
            method.Code.Line($"bool[] {array}Failed = new bool[rows.Count];");
            method.Code.Line($"{call}(rows, {array}, {array}Failed);");
            values.Add($"{array}[i]");
            if (column.FailedName is not null)
            {
                values.Add($"{array}Failed[i]");
            }

            Window(call, input, column.Call);
        }

        string statements = $$"""
            {{method.Code}}List<{{rowName}}> results = new(rows.Count);
            for (int i = 0; i < rows.Count; i++)
            {
                {{input.RowName}} row = rows[i];
                results.Add(new {{rowName}}({{string.Join(", ", values)}}));
            }

            return results;
            """;
        Write(
            "The rows with what analytic functions give for them.", $"private List<{rowName}> {name}(List<{input.RowName}> rows)",
            statements);
        return output;
    }

    private void Window(string name, Rows input, BoundAnalytic call)
    {
        CSharpMethod key = Method();
        key.Take("row");
        (string keyType, string made, _) = Key(
            name, call.By.Select((b, i) => ($"by{i + 1}", b)), new CSharpExpressionEmitter(key, input.Columns("row"), null));
        string order = Order(name, input, call.Sort);
        CSharpMethod method = Method();
        string[] taken = ["rows", "values", "failed", "members", "count", "at", "peer", "rank", "first", "last", "total", "row", "i"];
        taken.ToList().ForEach(t => method.Take(t));

        (CSharpValue[] arguments, string arrays) = method.Capture(() => Arguments(method, input, call));
        string body = method.Capture(() => Values(method, call, arguments, order)).Statements;
        string statements = $$"""
            Dictionary<{{keyType}}, List<int>> partitions = [];
            for (int i = 0; i < rows.Count; i++)
            {
                {{input.RowName}} row = rows[i];
                {{Indented(key.Code.ToString())}}{{keyType}} key = {{made}};
                if (!partitions.TryGetValue(key, out List<int>? found))
                {
                    partitions.Add(key, found = []);
                }

                found.Add(i);
            }

            foreach (List<int> members in partitions.Values)
            {
                int count = members.Count;
                members.Sort((a, b) => {{order}}(rows[a], rows[b]));
                {{Indented(arrays + "\n")}}{{Indented(body)}}
            }
            """;
        Write(
            "Fills in the values, by the rows' places.",
            $"private void {name}(List<{input.RowName}> rows, {Types.Name(call.Type)}[] values, bool[] failed)", statements);
    }

    private static string Indented(string text) => text.Replace("\n", "\n    ", StringComparison.Ordinal);

    // What the function takes as a literal, so that it is the same for all rows.
    private static bool IsConstant(BoundAnalytic call, int index) =>
        call.Arguments[index] is BoundLiteral && (call.Aggregate is not null || (call.Analytic?.Overloads.Any(
            o => o.Parameters.Length > index && o.Parameters[index].IsConstant) ?? false));

    // The arguments of all rows of the partition, in order.
    private CSharpValue[] Arguments(CSharpMethod method, Rows input, BoundAnalytic call)
    {
        List<CSharpValue> arrays = [];
        List<string> filled = [];
        foreach (BoundExpression argument in call.Arguments)
        {
            if (IsConstant(call, arrays.Count))
            {
                arrays.Add(new CSharpExpressionEmitter(method, input.Columns("row"), null).Emit(argument));
                continue;
            }

            (CSharpValue value, string statements) =
                method.Capture(() => new CSharpExpressionEmitter(method, input.Columns("row"), null).Emit(argument));
            string name = method.Take("argument");

            // What lies outside a frame is null, so an array of an analytic function can hold it.
            bool isNullable = value.IsNullable || (call.Analytic is not null && arrays.Count == 0);
            string type = Members.Type(value.Type, isNullable);
            method.Code.Line($"{type}[] {name} = new {type}[count];");
            filled.Add(statements);
            filled.Add($"{name}[at] = {value.Text};");
            arrays.Add(value with { Text = name, IsNullable = isNullable });
        }

        if (filled.Count > 0)
        {
            method.Code.Line("for (int at = 0; at < count; at++)");
            using (method.Code.Block())
            {
                method.Code.Line($"{input.RowName} row = rows[members[at]];");
                method.Lines(string.Join('\n', filled.Where(f => f.Length > 0)));
            }
        }

        return [.. arrays];
    }

    private bool Values(CSharpMethod method, BoundAnalytic call, CSharpValue[] arguments, string order)
    {
        if (call.Aggregate is { } aggregate)
        {
            AggregateValues(method, call, new Accumulator(aggregate, call.Arguments, call.Type, Members), arguments);
            return true;
        }

        AnalyticFunction function = call.Analytic ?? throw new System.Diagnostics.UnreachableException("an analytic call of nothing");
        bool ranks = function.Name is "rank" or "dense_rank";
        if (ranks)
        {
            method.Code.Line("int peer = 0;");
            method.Code.Line("int rank = 0;");
        }

        method.Code.Line("for (int at = 0; at < count; at++)");
        using (method.Code.Block())
        {
            if (ranks)
            {
                method.Code.Line($"if (at == 0 || {order}(rows[members[at - 1]], rows[members[at]]) != 0)");
                using (method.Code.Block())
                {
                    method.Code.Line("peer = at;");
                    method.Code.Line("rank++;");
                }
            }
            else if (function.TakesFrame)
            {
                Frame(method, call);
            }

            CSharpCall form = new(
                [.. arguments.Select((a, i) => i == 0 || IsConstant(call, i) ? a.Text : $"{a.Text}[at]")],
                [.. call.Arguments.Select(a => a.Type)],
                [.. call.Arguments.Select(a => (a as BoundLiteral)?.Value)], call.Type, Members.Type, Members.Field);
            CSharpMapping mapping =
                function.CSharp ?? throw new System.Diagnostics.UnreachableException($"{function.Name} has no C# form");
            CSharpValue value = new(mapping.Form(form).Text, call.Type.Type, mapping.GivesNull);
            method.Code.Line($"values[members[at]] = {CSharpExpressionEmitter.Coerce(value, call.Type)};");
        }

        return true;
    }

    private static void AggregateValues(CSharpMethod method, BoundAnalytic call, Accumulator accumulator, CSharpValue[] arguments)
    {
        bool isWhole = call.Frame is null && call.Sort.IsEmpty;
        bool isRunning = call.Frame is null ? !isWhole : call.Frame is { Start: null, End: 0 };
        CSharpValue[] At(string place) =>
            [.. arguments.Select((a, i) => IsConstant(call, i) ? a : a with { Text = $"{a.Text}[{place}]" })];
        if (isWhole || isRunning)
        {
            method.Code.Line($"{accumulator.Type} total = default;");
        }

        if (isWhole)
        {
            method.Code.Line("for (int i = 0; i < count; i++)");
            using (method.Code.Block())
            {
                accumulator.Add(method, "total", At("i"));
            }
        }

        method.Code.Line("for (int at = 0; at < count; at++)");
        using (method.Code.Block())
        {
            if (isRunning)
            {
                accumulator.Add(method, "total", At("at"));
            }
            else if (!isWhole)
            {
                Frame(method, call);
                method.Code.Line($"{accumulator.Type} total = default;");
                method.Code.Line("for (int i = first; i <= last; i++)");
                using (method.Code.Block())
                {
                    accumulator.Add(method, "total", At("i"));
                }
            }

            CSharpValue result = accumulator.Result(method, "total", "result");
            method.Code.Line($"values[members[at]] = {CSharpExpressionEmitter.Coerce(result, call.Type)};");
            method.Code.Line($"failed[members[at]] = {result.Failed ?? "false"};");
        }
    }

    private static string Number(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static void Frame(CSharpMethod method, BoundAnalytic call)
    {
        (long? start, long? end) = call.Frame is { } frame ? (frame.Start, frame.End) : (null, 0);
        method.Code.Line(start is null ? "int first = 0;" : $"int first = (int)Math.Max(0, at + ({Number(start)}L));");
        method.Code.Line(end is null ? "int last = count - 1;" : $"int last = (int)Math.Min(count - 1, at + ({Number(end)}L));");
    }
}
