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
        string state = Types.Take($"{Name}{name}State");
        CSharpMethod key = Method();
        key.Take("row");
        (string keyType, string made, _) = Key(
            name, node.By.Select(b => (b.Name, b.Value)), new CSharpExpressionEmitter(key, input.Columns("row"), null));
        State(Methods, "public", state, node, input, accumulators);
        Adding(name, state, node, input, accumulators);
        Resulting(name, state, keyType, node, input, accumulators, rowName, row);
        Write(
            "One row a group.", $"private List<{rowName}> {name}(List<{input.RowName}> rows)",
            node.By.IsEmpty ? Whole(name, state, keyType, input, rowName) : Grouped(name, state, keyType, made, key, input, rowName));
        return output;
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
}
