using FlowLang.Emit.CSharp.Expressions;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Emit.CSharp.Operators;

/// <summary>Steps that look at many rows: sort, dedupe, sets, lists.</summary>
internal sealed partial class QueryOperator
{
    private Rows Dedupe(DedupeNode node)
    {
        Rows input = Emit(node.Input, flagged: false);
        Rows output = Called("dedupe", input.RowName, node.Row, input.Local, out string name) with { Row = input.Row };
        CSharpMethod key = Method();
        key.Take("row");
        (string type, string made, _) = Key(
            name, node.By.Select((b, i) => ($"by{i + 1}", b)), new CSharpExpressionEmitter(key, input.Columns("row"), null));
        string order = Order(name, input, node.Order);
        Write("The first row, in order, of each key.", $"private List<{input.RowName}> {name}(List<{input.RowName}> rows)", $$"""
            Dictionary<{{type}}, {{input.RowName}}> kept = [];
            foreach ({{input.RowName}} row in rows)
            {
                {{Indented(key.Code.ToString())}}{{type}} key = {{made}};
                ref {{input.RowName}} first = ref CollectionsMarshal.GetValueRefOrAddDefault(kept, key, out bool exists);
                if (!exists || {{order}}(row, first) < 0)
                {
                    first = row;
                }
            }

            return [.. kept.Values];
            """);
        return output;
    }

    private Rows Take(TakeNode node)
    {
        Rows input = Emit(node.Input, flagged: false);
        Rows output = Called("take", input.RowName, node.Row, input.Local, out string name) with { Row = input.Row };
        string order = Order(name, input, node.Order);
        CSharpMethod key = Method();
        key.Take("row");
        (string type, string made, _) = Key(
            name, node.By.Select((b, i) => ($"by{i + 1}", b)), new CSharpExpressionEmitter(key, input.Columns("row"), null));
        string sort = node.Order.IsEmpty ? "" : $"sorted.Sort({order});\n";
        Write("The first rows in order.", $"private List<{input.RowName}> {name}(List<{input.RowName}> rows)", $$"""
            List<{{input.RowName}}> sorted = [.. rows];
            {{sort}}Dictionary<{{type}}, long> taken = [];
            List<{{input.RowName}}> kept = [];
            foreach ({{input.RowName}} row in sorted)
            {
                {{Indented(key.Code.ToString())}}{{type}} key = {{made}};
                if (CollectionsMarshal.GetValueRefOrAddDefault(taken, key, out _)++ < {{node.Count}}L)
                {
                    kept.Add(row);
                }
            }

            return kept;
            """);
        return output;
    }

    private Rows SetOperation(SetOperationNode node)
    {
        Rows left = Emit(node.Left, flagged: false);
        Rows right = Emit(node.Right, flagged: false);
        string rowName = RowName(node.Verb, node.Row);
        Rows output = Called(node.Verb, rowName, node.Row, $"{left.Local}, {right.Local}", out string name);
        string body = node.Operator switch
        {
            SetOperator.Union => "return [.. first, .. second];",
            SetOperator.UnionDistinct => $"HashSet<{rowName}> distinct = [.. first, .. second];\nreturn [.. distinct];",
            SetOperator.Except => $"HashSet<{rowName}> distinct = [.. first];\ndistinct.ExceptWith(second);\nreturn [.. distinct];",
            _ => $"HashSet<{rowName}> distinct = [.. first];\ndistinct.IntersectWith(second);\nreturn [.. distinct];",
        };
        Write(
            $"The rows of `{node.Verb}`; rows are equal where all columns are, null to null.",
            $"private List<{rowName}> {name}(List<{left.RowName}> left, List<{right.RowName}> right)",
            $"{Converted("first", "left", left, rowName, node.Row)}{Converted("second", "right", right, rowName, node.Row)}{body}");
        return output;
    }

    private static string Converted(string name, string list, Rows rows, string rowName, RowType row)
    {
        IEnumerable<string> values = row.Fields.Select(f =>
        {
            CSharpValue value = rows.Column("row", f.Name);
            return value.Type is FloatType ? $"{value.Text} + 0" : CSharpExpressionEmitter.Coerce(value, f.Type);
        });
        return $$"""
            List<{{rowName}}> {{name}} = new({{list}}.Count);
            foreach ({{rows.RowName}} row in {{list}})
            {
                {{name}}.Add(new {{rowName}}({{string.Join(", ", values)}}));
            }


            """;
    }

    private Rows Unnest(UnnestNode node)
    {
        Rows input = Emit(node.Input, flagged: false);
        string rowName = RowName("unnest", node.Row);
        Rows output = Called("unnest", rowName, node.Row, input.Local, out string name);
        CSharpMethod method = Method();
        method.Take("row");
        method.Take("item");
        CSharpValue list = new CSharpExpressionEmitter(method, input.Columns("row"), null).Emit(node.List);
        FlowType element = ((ListType)node.List.Type.Type).Element.Type;
        CSharpValue item = new("item", element, IsNullable: true);
        IEnumerable<string> values = node.Row.Fields.Select(
            f => CSharpExpressionEmitter.Coerce(f.Name == node.Name ? item : input.Column("row", f.Name), f.Type));
        string items = list.IsNullable ? $"({list.Text}).GetValueOrDefault()" : list.Text;
        Write("A row for each item.", $"private List<{rowName}> {name}(List<{input.RowName}> rows)", $$"""
            List<{{rowName}}> results = [];
            foreach ({{input.RowName}} row in rows)
            {
                {{Indented(method.Code.ToString())}}foreach ({{Types.Name(element)}}? item in {{items}}.Span)
                {
                    results.Add(new {{rowName}}({{string.Join(", ", values)}}));
                }
            }

            return results;
            """);
        return output;
    }

    private Rows Values(ValuesNode node)
    {
        string rowName = RowName(node.Name, node.Row);
        string local = _run.Take(node.Name + "_rows");
        _run.Code.Line($"List<{rowName}> {local} = [];");
        CSharpExpressionEmitter emitter = new(_run, (name, _) => throw new System.Diagnostics.UnreachableException(name), null);
        foreach (BoundTestRow given in node.Rows)
        {
            IEnumerable<string> values = node.Row.Fields.Select(f => given.Values.FirstOrDefault(v => v.Name == f.Name) is { } value
                ? CSharpExpressionEmitter.Coerce(emitter.Emit(value.Value), f.Type)
                : "default");
            _run.Code.Line($"{local}.Add(new {rowName}({string.Join(", ", values)}));");
        }

        return new Rows(local, rowName, node.Row);
    }
}
