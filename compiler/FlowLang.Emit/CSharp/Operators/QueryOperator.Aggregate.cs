using FlowLang.Emit.CSharp.Expressions;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.CSharp.Operators;

/// <summary>Groups: a dictionary from the key to a struct of accumulators.</summary>
internal sealed partial class QueryOperator
{
    private Rows Aggregate(AggregateNode node)
    {
        Rows input = Emit(node.Input, flagged: false);
        (RowType row, Accumulator[] accumulators) = Shape(node);
        string rowName = RowName("aggregate", row);
        Rows output = Called("aggregate", rowName, row, input.Local, out string name);
        string state = _types.Take($"{_name}{name}State");
        CSharpMethod key = Method();
        key.Take("row");
        (string keyType, string made, _) = Key(
            name, node.By.Select(b => (b.Name, b.Value)), new CSharpExpressionEmitter(key, input.Columns("row"), null));
        State(state, node, input, accumulators);
        Adding(name, state, node, input, accumulators);
        Resulting(name, state, keyType, node, input, accumulators, rowName, row);
        Write(
            "One row a group.", $"private List<{rowName}> {name}(List<{input.RowName}> rows)",
            node.By.IsEmpty ? Whole(name, state, keyType, input, rowName) : Grouped(name, state, keyType, made, key, input, rowName));
        return output;
    }

    // The group's columns: keys, then the aggregates with their flags.
    private (RowType Row, Accumulator[] Accumulators) Shape(AggregateNode node)
    {
        List<RowField> fields = [.. node.By.Select(b => new RowField(b.Name, b.Value.Type))];
        foreach (AggregateColumn column in node.Aggregates)
        {
            fields.Add(new RowField(column.Name, column.Call.Type));
            if (column.FailedName is { } failed)
            {
                fields.Add(new RowField(failed, new TypeRef(BoolType.Instance)));
            }
        }

        return (new RowType([.. fields]), [.. node.Aggregates.Select(
            a => new Accumulator(a.Call.Function, a.Call.Arguments, a.Call.Type, _members))]);
    }

    private static string Whole(string name, string state, string keyType, Rows input, string rowName) => $$"""
        {{state}} state = default;
        foreach (ref readonly {{input.RowName}} row in CollectionsMarshal.AsSpan(rows))
        {
            {{name}}Add(ref state, in row);
        }

        return [{{name}}Result(default({{keyType}}), ref state)];
        """;

    private static string Grouped(
        string name, string state, string keyType, string made, CSharpMethod key, Rows input, string rowName)
    {
        string statements = key.Code.ToString();
        return $$"""
            Dictionary<{{keyType}}, {{state}}> groups = [];
            foreach (ref readonly {{input.RowName}} row in CollectionsMarshal.AsSpan(rows))
            {
                {{statements.Replace("\n", "\n    ", StringComparison.Ordinal)}}{{keyType}} key = {{made}};
                {{name}}Add(ref CollectionsMarshal.GetValueRefOrAddDefault(groups, key, out _), in row);
            }

            List<{{rowName}}> results = new(groups.Count);
            foreach ({{keyType}} key in groups.Keys)
            {
                results.Add({{name}}Result(key, ref CollectionsMarshal.GetValueRefOrNullRef(groups, key)));
            }

            return results;
            """;
    }

    private void State(string state, AggregateNode node, Rows input, Accumulator[] accumulators)
    {
        _methods.Line();
        _methods.Line("/// <summary>What is known of a group.</summary>");
        _methods.Line($"public struct {state}");
        using (_methods.Block())
        {
            for (int i = 0; i < accumulators.Length; i++)
            {
                if (node.Aggregates[i].Call.Sort.IsEmpty)
                {
                    _methods.Line($"public {accumulators[i].Type} {Place(i, node)};");
                }
            }

            if (node.Aggregates.Any(a => !a.Call.Sort.IsEmpty))
            {
                _methods.Line($"public List<{input.RowName}>? Rows;");
            }
        }
    }

    private static string Place(int index, AggregateNode node) =>
        RowStruct.Properties(node.Aggregates.Select(a => a.Name).Prepend("rows"))[index + 1];

    private void Adding(string name, string state, AggregateNode node, Rows input, Accumulator[] accumulators)
    {
        CSharpMethod method = Method();
        method.Take("row");
        method.Take("state");
        CSharpExpressionEmitter emitter = new(method, input.Columns("row"), null);
        for (int i = 0; i < accumulators.Length; i++)
        {
            BoundAggregateCall call = node.Aggregates[i].Call;
            if (call.Sort.IsEmpty)
            {
                accumulators[i].Add(method, $"state.{Place(i, node)}", [.. call.Arguments.Select(emitter.Emit)]);
            }
        }

        if (node.Aggregates.Any(a => !a.Call.Sort.IsEmpty))
        {
            method.Code.Line("(state.Rows ??= []).Add(row);");
        }

        Write("Adds a row to its group.", $"public void {name}Add(ref {state} state, in {input.RowName} row)", method.Code.ToString());
    }

    private void Resulting(
        string name, string state, string keyType, AggregateNode node, Rows input, Accumulator[] accumulators, string rowName, RowType row)
    {
        CSharpMethod method = Method();
        method.Take("key");
        method.Take("state");
        string[] keys = RowStruct.Properties(node.By.Select(b => b.Name));
        List<string> values = [.. keys.Select(k => $"key.{k}")];
        for (int i = 0; i < accumulators.Length; i++)
        {
            AggregateColumn column = node.Aggregates[i];
            string place = column.Call.Sort.IsEmpty
                ? $"state.{Place(i, node)}"
                : Sorted(method, column.Call, input, accumulators[i]);
            CSharpValue result = accumulators[i].Result(method, place, column.Name.TrimStart('_'));
            values.Add(CSharpExpressionEmitter.Coerce(result, column.Call.Type));
            if (column.FailedName is not null)
            {
                values.Add(result.Failed ?? "false");
            }
        }

        method.Code.Line($"return new {rowName}({string.Join(", ", values)});");
        Write(
            "The group's row.", $"public {rowName} {name}Result({keyType} key, ref {state} state)", method.Code.ToString());
    }

    // An aggregate with an order of its own adds up the group's rows when they are all there.
    private string Sorted(CSharpMethod method, BoundAggregateCall call, Rows input, Accumulator accumulator)
    {
        string sorted = method.Take("sorted");
        string place = method.Take("accumulator");
        string row = method.Take("row");
        method.Code.Line($"List<{input.RowName}> {sorted} = [.. state.Rows ?? []];");
        method.Code.Line($"{sorted}.Sort({Order(call.Function.Name, input, call.Sort)});");
        method.Code.Line($"{accumulator.Type} {place} = default;");
        method.Code.Line($"foreach ({input.RowName} {row} in {sorted})");
        using (method.Code.Block())
        {
            CSharpExpressionEmitter emitter = new(method, input.Columns(row), null);
            accumulator.Add(method, place, [.. call.Arguments.Select(emitter.Emit)]);
        }

        return place;
    }
}
