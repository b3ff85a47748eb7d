using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.CSharp;

/// <summary>A generator source as C#.</summary>
internal static class GeneratorEmitter
{
    public static string Source(string name, BoundEndpoint endpoint, ImmutableArray<RowField> columns)
    {
        OptionValues values = new(endpoint.Options);
        string rows = values.Find("rows") is { } n ? OptionValues.LongOf(n) : "1000";
        string seed = values.Find("seed") is { } s ? OptionValues.LongOf(s) : "0";
        IEnumerable<string> generators = columns.Select(c => Made(values.Find(c.Name), c));
        return $"new GeneratorSource({Literals.Text(name)}, {rows}, {seed}, columns, [{string.Join(", ", generators)}])"
            .Replace("settings.", "connections.Settings.", StringComparison.Ordinal);
    }

    private static string Made(OptionValue? option, RowField column) => option switch
    {
        GeneratorOption generator => Generator(generator, column),
        // A column that may be null can be left out.
        null => "new ColumnGenerator.Nulls(1, new ColumnGenerator.Constant(\"\"))",
        _ => $"new ColumnGenerator.Constant({OptionValues.TextOf(option)})",
    };

    private static string Generator(GeneratorOption generator, RowField column)
    {
        string Text(int i) => OptionValues.TextOf(generator.Arguments[i]);
        return generator.Generator switch
        {
            "sequence" => generator.Arguments.IsEmpty ? "new ColumnGenerator.Sequence()" : $"new ColumnGenerator.Sequence({Text(0)})",
            "uniform" => $"new ColumnGenerator.Uniform({Text(0)}, {Text(1)})",
            "normal" => $"new ColumnGenerator.Normal({Number(generator.Arguments[0])}, {Number(generator.Arguments[1])})",
            "choice" => $"new ColumnGenerator.Choice([{string.Join(", ", Texts(generator.Arguments))}])",
            "nulls" => $"new ColumnGenerator.Nulls({Number(generator.Arguments[0])}, {Made(generator.Arguments[1], column)})",
            "letters" => $"new ColumnGenerator.Letters({OptionValues.IntegerOf(generator.Arguments[0])})",
            "pattern" => $"new ColumnGenerator.Pattern({Text(0)})",
            "chance" => $"new ColumnGenerator.Chance({Number(generator.Arguments[0])})",
            "constant" => $"new ColumnGenerator.Constant({Text(0)})",
            _ => throw new UnreachableException(generator.Generator),
        };
    }

    private static IEnumerable<string> Texts(ImmutableArray<OptionValue> arguments) => arguments is [TextListOption list]
        ? list.Values.Select(Literals.Text)
        : arguments.Select(OptionValues.TextOf);

    private static string Number(OptionValue value) => value switch
    {
        IntegerOption number => number.Value.ToString(CultureInfo.InvariantCulture),
        NumberOption number => number.Value.ToString("R", CultureInfo.InvariantCulture),
        LiteralOption { Value: { Value: long or double or DecimalLiteral } literal } => ConstantText.Of(literal) ?? "0",
        _ => throw new UnreachableException(value.GetType().Name),
    };
}
