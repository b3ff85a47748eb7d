using FlowLang.Emit.CSharp.Expressions;
using FlowLang.Emit.Text;
using FlowLang.Planning.Expressions;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Emit.CSharp.Operators;

/// <summary>Joins: right rows in a table by what the condition says is equal; the whole condition is tested on those.</summary>
internal sealed partial class QueryOperator
{
    private Rows Join(JoinNode node)
    {
        Rows left = Emit(node.Left, flagged: false);
        Rows right = Emit(node.Right, flagged: false);
        string rowName = RowName("join", node.Row);
        Rows output = Called("join", rowName, node.Row, $"{left.Local}, {right.Local}", out string name);
        (BoundExpression Left, BoundExpression Right)[] equal = [.. JoinEqualities.Of(node)];
        (string type, string leftKey, string rightKey) = JoinKeys(name, node, left, right, equal);
        CSharpMethod test = Method();
        test.Take("l");
        test.Take("r");
        string holds = new CSharpExpressionEmitter(
            test, (column, side) => side == node.RightQualifier ? right.Column("r", column) : left.Column("l", column), null)
            .Test(node.Condition);
        Write(
            "Whether a pair of rows fits.", $"private bool {name}Holds(in {left.RowName} l, in {right.RowName} r)",
            $"{test.Code}return {holds};");
        Write(
            $"Pairs of rows, a {node.Kind.ToString().ToLowerInvariant()} join.",
            $"private List<{rowName}> {name}(List<{left.RowName}> left, List<{right.RowName}> right)",
            Body(node, name, rowName, left, right, type, leftKey, rightKey));
        return output;
    }

    private (string Type, string Left, string Right) JoinKeys(
        string name, JoinNode node, Rows left, Rows right, (BoundExpression Left, BoundExpression Right)[] equal)
    {
        RowType row = new([.. equal.Select((e, i) => new RowField($"on{i + 1}", e.Left.Type.OrNull))]);
        string type = Types.Declare($"{Name}{name}Key", row);
        string Side(string parameter, Rows rows, IEnumerable<BoundExpression> keys)
        {
            CSharpMethod method = Method();
            method.Take(parameter);
            CSharpExpressionEmitter emitter = new(method, rows.Columns(parameter), null);
            CSharpValue[] values = [.. keys.Select(emitter.Emit)];
            string called = Members.Take($"{name}Key");
            Write(
                "What is equal in a pair.", $"private {type} {called}(in {rows.RowName} {parameter})",
                $"{method.Code}return new {type}({string.Join(", ", values.Select(v => v.Text))});");
            return called;
        }

        return (type, Side("l", left, equal.Select(e => e.Left)), Side("r", right, equal.Select(e => e.Right)));
    }

    private static string Body(
        JoinNode node, string name, string rowName, Rows left, Rows right, string type, string leftKey, string rightKey)
    {
        bool keepsRight = node.Kind is JoinKind.Right or JoinKind.Full;
        bool asksForPartner = node.Kind is not (JoinKind.Inner or JoinKind.Right);
        string pair = JoinedRows.Made(node, rowName, left, right, "l", "r");
        string alone = JoinedRows.Made(node, rowName, left, right, "l", null);
        CodeWriter code = new();
        code.Line($$"""
            Dictionary<{{type}}, List<int>> byKey = [];
            for (int i = 0; i < right.Count; i++)
            {
                {{type}} key = {{rightKey}}(right[i]);
                if (!byKey.TryGetValue(key, out List<int>? same))
                {
                    byKey.Add(key, same = []);
                }

                same.Add(i);
            }

            {{(keepsRight ? "bool[] isPaired = new bool[right.Count];\n" : "")}}List<{{rowName}}> results = [];
            foreach ({{left.RowName}} l in left)
            """);
        using (code.Block())
        {
            Lines(code, asksForPartner ? "bool isFound = false;" : "");
            code.Line($"foreach (int i in byKey.GetValueOrDefault({leftKey}(l)) ?? [])");
            using (code.Block())
            {
                code.Line($"{right.RowName} r = right[i];");
                code.Line($"if ({name}Holds(l, r))");
                using (code.Block())
                {
                    Lines(
                        code, node.Kind is JoinKind.Semi or JoinKind.Anti ? "" : $"results.Add({pair});",
                        asksForPartner ? "isFound = true;" : "", keepsRight ? "isPaired[i] = true;" : "");
                }
            }

            if (asksForPartner)
            {
                code.Line();
                code.Line($"if ({(node.Kind == JoinKind.Semi ? "" : "!")}isFound)");
                using (code.Block())
                {
                    code.Line($"results.Add({alone});");
                }
            }
        }

        code.Line();
        if (keepsRight)
        {
            code.Line($$"""
                for (int i = 0; i < right.Count; i++)
                {
                    if (!isPaired[i])
                    {
                        {{right.RowName}} r = right[i];
                        results.Add({{JoinedRows.Made(node, rowName, left, right, null, "r")}});
                    }
                }

                """);
        }

        code.Line("return results;");
        return code.ToString();
    }

    private static void Lines(CodeWriter code, params ReadOnlySpan<string> lines)
    {
        foreach (string line in lines)
        {
            if (line.Length > 0)
            {
                code.Line(line);
            }
        }
    }
}
