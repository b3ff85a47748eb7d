using FlowLang.Emit.CSharp.Expressions;
using FlowLang.Emit.Text;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.CSharp.Operators;

/// <summary>Groups: a struct of accumulators, how a row is added, and what a group gives.</summary>
internal abstract partial class OperatorCode
{
    // The group's columns: keys, then the aggregates with their flags.
    protected (RowType Row, Accumulator[] Accumulators) Shape(AggregateNode node)
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
            a => new Accumulator(a.Call.Function, a.Call.Arguments, a.Call.Type, Members))]);
    }

    protected static void State(
        CodeWriter code, string access, string state, AggregateNode node, Rows input, Accumulator[] accumulators)
    {
        code.Line();
        code.Line("/// <summary>What is known of a group.</summary>");
        code.Line($"{access} struct {state}");
        using (code.Block())
        {
            for (int i = 0; i < accumulators.Length; i++)
            {
                if (node.Aggregates[i].Call.Sort.IsEmpty)
                {
                    code.Line($"public {accumulators[i].Type} {Place(i, node)};");
                }
            }

            if (node.Aggregates.Any(a => !a.Call.Sort.IsEmpty))
            {
                code.Line($"public List<{input.RowName}>? Rows;");
            }
        }
    }

    protected static string Place(int index, AggregateNode node) =>
        RowStruct.Properties(node.Aggregates.Select(a => a.Name).Prepend("rows"))[index + 1];

    protected void Adding(string name, string state, AggregateNode node, Rows input, Accumulator[] accumulators)
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

    protected void Resulting(
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
    protected string Sorted(CSharpMethod method, BoundAggregateCall call, Rows input, Accumulator accumulator)
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
