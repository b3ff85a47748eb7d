using System.Globalization;
using FlowLang.Emit.CSharp.Operators;
using FlowLang.Planning.Expressions;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.CSharp.Streams;

/// <summary>`dedupe`: a group is the best row of its key so far. The first of a key leaves once, the latest whenever it changed.</summary>
internal sealed partial class StreamRouteEmitter
{
    private void Dedupe(DedupeNode node, string taker)
    {
        StreamClass adds = Place(node.Input);
        Rows input = Shape(node.Input);
        (string Name, BoundExpression Value)[] by = [.. node.By.Select((value, i) => (KeyName(value, i), value))];
        (string keyType, RowType key, string statements, string made) = adds.GroupKey(node.Verb, by, input);
        string group = _file.Types.Take($"{_name}Kept");
        string order = $"{adds.ClassName}.{adds.RowOrder(node.Verb, input, node.Order)}";
        KeyWindow? window = KeyWindow.Of(node.Input, by, keyType, key);
        string form = _file.Types.Take($"{_name}State");
        bool isTimed = _timed.Contains(node);
        Declare(group, form, keyType, key, input, order, window, node.KeepsLatest, isTimed);
        string keys = string.Join(", ", by.Select(b => $"{b.Name}: {b.Value.Type}"));
        string shape = $"{(node.KeepsLatest ? "latest" : "earliest")} of {input.Row} by {keys} "
            + $"in the order of {string.Join(", ", node.Order.Select(k => ExpressionPrinter.Print(k.Value)))}{In(window?.Window)}";
        string table = Table(node, (keyType, group, form), window, node.TimeToLive, shape);
        string once = "if (group.HasLeft)\n{\n    return;\n}\n\ngroup.HasLeft = true;\n";
        string origin = isTimed ? "StreamOrigin.Of(group.Origin, _account)" : Origin(node);
        string give = Give(node, keyType, group, $"{(node.KeepsLatest ? "" : once)}{taker}(in group.Row, {origin});");
        Leaving(node, table, give, window, isFinal: false);
        string added = isTimed ? $", {OfRow}" : "";
        Feed(node.Input, Adding(node, adds, input, (keyType, group, form, statements, made, $"{form}.Add", added), table, window));
    }

    private static string KeyName(BoundExpression value, int index) =>
        value is BoundColumn column ? column.Name : string.Create(CultureInfo.InvariantCulture, $"by{index + 1}");

    // What is kept of a key, and how two of them are one.
    private void Declare(
        string group, string form, string keyType, RowType key, Rows input, string order, KeyWindow? inWindow,
        bool keepsLatest, bool isTimed)
    {
        string keyForm = _file.Forms.Of(keyType, key);
        string rowForm = _file.Forms.Of(input.RowName, input.Row);
        string kind = inWindow?.Interface ?? "IGroupForm";
        string window = string.Concat(inWindow?.Members.Select(member => $"\n    {member}\n") ?? []);
        (string origin, string passed, string kept, string other) = isTimed
            ? ("\n    public RowOrigin Origin;", ", in RowOrigin origin", "\n            group.Origin = origin;", ", in other.Origin")
            : ("", "", "", "");
        string left = keepsLatest ? "false" : "group.HasLeft";
        _file.Declarations.Line();
        _file.Declarations.Line(
            $$"""
            /// <summary>The row of a key that is kept.</summary>
            internal struct {{group}}
            {
                public {{input.RowName}} Row;{{origin}}
                public bool HasRow;
                public bool HasLeft;
            }

            /// <summary>Kept rows as state: of one that has left, and that no later one replaces, nothing but that.</summary>
            internal readonly struct {{form}} : {{kind}}<{{keyType}}, {{group}}>
            {{{window}}
                public static void Add(ref {{group}} group, in {{input.RowName}} row{{passed}})
                {
                    if (!{{left}} && (!group.HasRow || {{order}}(row, group.Row) < 0))
                    {
                        group.Row = row;{{kept}}
                        group.HasRow = true;
                    }
                }

                public static void Merge(ref {{group}} group, in {{group}} other) => Add(ref group, in other.Row{{other}});

                public static void WriteKey(in {{keyType}} key, ref StateWriter writer) => {{keyForm}}.Write(key, ref writer);

                public static {{keyType}} ReadKey(ref StateReader reader) => {{keyForm}}.Read(ref reader);

                public static void WriteGroup(in {{group}} group, ref StateWriter writer)
                {
                    writer.Bool({{left}});
                    if (!{{left}})
                    {
                        {{rowForm}}.Write(group.Row, ref writer);
                    }
                }

                public static {{group}} ReadGroup(ref StateReader reader) => reader.Bool()
                    ? new() { HasLeft = true }
                    : new() { HasRow = true, Row = {{rowForm}}.Read(ref reader) };
            }
            """);
    }
}
