using System.Globalization;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Functions;
using FlowLang.Semantics.Functions.JsonValues;
using FlowLang.Semantics.Functions.Operators;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.CSharp.Expressions;

/// <summary>Tests, and values made of and taken from parts.</summary>
internal sealed partial class CSharpExpressionEmitter
{
    private CSharpValue In(BoundIn test)
    {
        CSharpValue operand = Named(Emit(test.Operand), "value");
        CSharpValue[] options = [.. test.Options.Select(Emit)];
        CSharpValue found;
        if (options.All(o => !o.IsNullable))
        {
            found = Apply(
                CSharpMapping.Of(call => options.Length == 0 ? "false" : $"({string.Join(" || ", call.Arguments.Skip(1).Select(
                    o => Bare(CSharpComparison.Write(BoundOperator.Equal, operand.Type, call.Arguments[0], o))))})"),
                [operand, .. options], [.. test.Children.Select(_ => (object?)null)], BoolType.Instance, fails: false, "found");
        }
        else
        {
            CSharpValue[] same = [.. options.Select(o => Compare(BoundOperator.Equal, operand, o))];
            found = new CSharpValue($"({string.Join(" | ", same.Select(s => s.Text))})", BoolType.Instance, IsNullable: true)
            {
                Failed = Any(same),
            };
        }

        return test.Negated ? found with { Text = $"!{Operand(found)}" } : found;
    }

    private CSharpValue Between(BoundBetween range)
    {
        CSharpValue operand = Named(Emit(range.Operand), "value");
        CSharpValue low = Compare(BoundOperator.GreaterOrEqual, operand, Emit(range.Low));
        CSharpValue high = Compare(BoundOperator.LessOrEqual, operand, Emit(range.High));
        bool isNullable = low.IsNullable || high.IsNullable;
        string text = $"({low.Text} {(isNullable ? "&" : "&&")} {high.Text})";
        return new CSharpValue(range.Negated ? $"!{text}" : text, BoolType.Instance, isNullable) { Failed = Any(low, high) };
    }

    private CSharpValue IsNull(BoundIsNull test)
    {
        CSharpValue operand = Emit(test.Operand);
        string text = operand.IsNullable ? $"({operand.Text} is {(test.Negated ? "not null" : "null")})" : test.Negated ? "true" : "false";
        return operand with { Text = text, Type = BoolType.Instance, IsNullable = false };
    }

    private CSharpValue Like(BoundLike like) => Apply(
        CSharpMapping.Of(call => (like.Negated ? "!" : "") +
            $"{call.Field("like", "LikePattern", $"new({CSharpText.Quote(like.Pattern)})")}.IsMatch({call.Arguments[0]})"),
        [like.Operand], BoolType.Instance, fails: false, "matches");

    private CSharpValue Field(BoundField field)
    {
        RowType row = (RowType)field.Operand.Type.Type;
        CSharpValue operand = Emit(field.Operand);
        string text = $"{Operand(operand)}{(operand.IsNullable ? "?" : "")}.{RowStruct.Property(row, field.Name)}";
        return operand with { Text = text, Type = field.Type.Type, IsNullable = operand.IsNullable || field.Type.Nullable };
    }

    private CSharpValue Index(BoundIndex index)
    {
        CSharpMapping mapping = index.Operand.Type.Type switch
        {
            ListType => CSharpMapping.Of(call => $"{call.Arguments[0]}.At({call.Arguments[1]})"),
            MapType => CSharpMapping.Of(call => $"{call.Arguments[0]}.Find({call.Arguments[1]})"),
            _ => CSharpMapping.Of(call => $"JsonText.Get({call.Arguments[0]}, {CSharpPaths.Field(call)})"),
        };
        return Apply(mapping with { GivesNull = true }, [index.Operand, index.Index], index.Type.Type, fails: false, "item");
    }

    private CSharpValue List(BoundList list) => Apply(
        CSharpMapping.Of(call => $"new {Members.Type(list.Type.Type)}([{string.Join(", ", call.Arguments)}])") with { TakesNull = true },
        list.Items, list.Type.Type, fails: false, "list");

    private CSharpValue Struct(BoundStruct item)
    {
        RowType row = (RowType)item.Type.Type;
        CSharpValue[] values = [.. item.Fields.Select(f => Emit(f.Value))];
        IEnumerable<string> arguments = values.Zip(row.Fields, (value, field) => Bare(Coerce(value, field.Type)));
        return new CSharpValue($"new {Members.Type(row)}({string.Join(", ", arguments)})", row, IsNullable: false) { Failed = Any(values) };
    }

    private CSharpValue Interpolation(BoundInterpolation text) => Apply(
        CSharpMapping.Of(call => $"$\"{string.Concat(call.Arguments.Select((a, i) => Part(a, call.Constants[i])))}\""), text.Parts,
        TextType.Instance, fails: false, "text");

    private static string Part(string argument, object? constant) => constant is string literal
        ? CSharpText.Quote(literal)[1..^1].Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal)
        : argument.Contains(':', StringComparison.Ordinal) ? $"{{({argument})}}" : $"{{{argument}}}";

    // Item by item; null stays null, and one that fails makes the list fail.
    private CSharpValue ConvertItems(BoundConversion conversion, FlowType from, FlowType to)
    {
        CSharpValue list = Named(Emit(conversion.Operand), "list");
        string items = method.Take("items");
        string index = method.Take("i");
        string? flag = conversion.Fails ? method.Take("items_failed") : null;
        string span = list.IsNullable ? $"{list.Text}.GetValueOrDefault().Span" : $"{list.Text}.Span";
        string source = method.Take("source");
        method.Code.Line($"ReadOnlySpan<{Members.Type(from)}?> {source} = {span};");
        method.Code.Line($"{Members.Type(to)}?[] {items} = new {Members.Type(to)}?[{source}.Length];");
        if (flag is not null)
        {
            method.Code.Line($"bool {flag} = {list.Failed ?? "false"};");
        }

        method.Code.Line(string.Create(CultureInfo.InvariantCulture, $"for (int {index} = 0; {index} < {source}.Length; {index}++)"));
        using (method.Code.Block())
        {
            CSharpValue item = Apply(
                Supported(CSharpCasts.Of(from, to)), [new CSharpValue($"{source}[{index}]", from, IsNullable: true)], [null], to,
                conversion.Fails, "item");
            method.Code.Line($"{items}[{index}] = {item.Text};");
            if (item.Failed is not null)
            {
                method.Code.Line($"{flag} |= {item.Failed};");
            }
        }

        string made = $"new {Members.Type(conversion.Type.Type)}({items})";
        string text = list.IsNullable ? $"{list.Text} is null ? null : {made}" : made;
        return Named(list with { Text = text, Type = conversion.Type.Type, Failed = flag ?? list.Failed }, "converted");
    }
}
