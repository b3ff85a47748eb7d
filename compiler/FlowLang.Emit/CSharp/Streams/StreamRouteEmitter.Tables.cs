using System.Globalization;
using FlowLang.Emit.CSharp.Expressions;
using FlowLang.Emit.CSharp.Operators;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Emit.CSharp.Streams;

/// <summary>Joins of a stream and a table that is read again by a timer: a row finds the rows that the table has in its round.</summary>
internal sealed partial class StreamRouteEmitter
{
    private void Find(JoinNode node, ReloadNode table, string taker)
    {
        (BoundExpression Left, BoundExpression Right)[] equal = [.. JoinEqualities.Of(node)];
        Rows left = Shape(node.Left);
        Rows right = Shape(table);
        RowType key = JoinKey(equal);
        string keyType = _file.Types.Declare($"{_name}TableKey", key);
        string index = $"TableIndex<{keyType}, {right.RowName}>";
        int number = _file.Tabled.Count;
        _file.Tabled.Add(new StreamTabled(table, right, keyType, key, [.. equal.Select(e => e.Right)]));

        StreamClass place = Place(node.Left);
        (string statements, string made) = place.JoinKey(keyType, left, equal.Select(e => e.Left));
        (string tests, string holds) = place.Pair(node, left, right);
        string method = place.Take($"{_name}_find");
        string pair = JoinedRows.Made(node, Shape(node).RowName, left, right, "left", "right");
        string alone = JoinedRows.Made(node, Shape(node).RowName, left, right, "left", null);
        string present = CanMatch(key);
        string found = node.Kind switch
        {
            JoinKind.Semi => $"{taker}({pair}, in from);\n        return;",
            JoinKind.Anti => "return;",
            JoinKind.Left => $"isAlone = false;\n        {taker}({pair}, in from);",
            _ => $"{taker}({pair}, in from);",
        };
        string last = node.Kind switch
        {
            JoinKind.Anti => $"\n{taker}({alone}, in from);",
            JoinKind.Left => $"\nif (isAlone)\n{{\n    {taker}({alone}, in from);\n}}",
            _ => "",
        };
        string first = node.Kind == JoinKind.Left ? "bool isAlone = true;\n" : "";
        place.RowMethod(
            method, left.RowName, $"What `{table.Name}` has for the row.",
            string.Create(CultureInfo.InvariantCulture, $$"""
            ref readonly {{left.RowName}} left = ref row;
            {{statements}}{{keyType}} key = {{made}};
            {{first}}foreach (ref readonly {{right.RowName}} right in from.Table<{{index}}>({{number}}).Of(in key))
            {
                {{tests}}if ({{present}}{{holds}})
                {
                    {{found}}
                }
            }
            {{last}}
            """));
        Feed(node.Left, method);
    }

    // Null equals nothing.
    private static string CanMatch(RowType key)
    {
        string[] properties = RowStruct.Properties(key.Fields.Select(f => f.Name));
        return string.Concat(key.Fields.Zip(properties).Where(f => f.First.Type.Nullable).Select(f => $"key.{f.Second} is not null && "));
    }
}
