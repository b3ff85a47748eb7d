using System.Globalization;

namespace FlowLang.Fuzz;

/// <summary>
/// Writes random programs that the grammar accepts; what they mean is left to chance. The same seed writes the same program.
/// </summary>
internal sealed class ProgramGenerator(Random random)
{
    private static readonly string[] s_names =
        ["a", "b", "fare", "trip_id", "zone_id", "date", "type", "source", "day", "op", "key", "`total amount`", "left", "sort", "tip"];

    private static readonly string[] s_types =
        ["int32", "int64", "text", "bool", "date", "instant", "decimal(12, 2)", "json", "enum(\"x\", \"y\")"];

    private static readonly string[] s_literals =
    [
        "1", "2.50", "1e3", "null", "true", "\"x\"", "\"a ${b} c\"", "2024-01-01", "12:30", "2024-01-01T10:00Z", "5m", "10MiB",
        "\"\"\"raw\"\"\"",
    ];

    private static readonly string[] s_binary = ["+", "-", "*", "/", "div", "%", "++", "??"];

    private static readonly string[] s_comparisons = ["==", "!=", "<", "<=", ">", ">="];

    private static readonly string[] s_functions = ["sum", "count", "abs", "coalesce", "lower", "trunc", "first"];

    public string Program() => string.Join("\n\n", Enumerable.Range(0, random.Next(1, 12)).Select(_ => Declaration())) + "\n";

    private string Declaration() => random.Next(12) switch
    {
        0 => $"param {Name()}: {Type(2)} = {Expression(1)}",
        1 => $"type {Name()} = {{ {List(6, () => $"{Name()}: {Type(2)}{Maybe(" @key")}")} }}",
        2 => $"connection {Name()}: files {Block(2)}",
        3 => $"source {Name()}{Maybe($": {Type(1)}")} from {Name()}.csv({Expression(0)}){Maybe(" " + Block(1))}",
        4 => $"expect on {Name()} {{ row \"r\": {Expression(2)} severity warn unique({Name()}) volume(min: 1) }}",
        5 => $"pipeline {Name()}{Maybe(" on pg")} {{ write {Name()} to {Name()}.table(\"t\") {Block(1)} timeout: 5m after: [{Name()}] }}",
        6 => $"test \"t\" for {Name()} {{ given {Name()} [{{ {Name()}: {Expression(1)} }}] expect [{{ {Name()}: {Expression(1)} }}] }}",
        7 => $"secret {Name()} = env(\"X\")",
        8 => $"import {{ {List(3, Name)} }} from \"./other.flow\"",
        _ => $"transform {Name()}{Maybe($"({Name()}: {Type(1)})")}{Maybe($": {Type(1)}")} =\n  {Query(3)}",
    };

    private string Query(int depth) =>
        $"from {Relation(depth)}{Maybe($" as {Name()}")}"
        + string.Concat(Enumerable.Range(0, random.Next(5)).Select(_ => "\n  | " + Step(depth)));

    private string Relation(int depth) => random.Next(6) switch
    {
        0 when depth > 0 => $"({Query(depth - 1)})",
        1 => $"{Name()}({Expression(1)})",
        2 => $"{Name()}.table(\"t\")",
        _ => Name(),
    };

    private string Step(int depth) => random.Next(16) switch
    {
        0 => $"derive {List(3, () => $"{Name()} = {Expression(3)}")}",
        1 => $"select {List(4, () => $"{Maybe($"{Name()} = ")}{Expression(2)}")}",
        2 => $"aggregate {List(3, () => $"{Name()} = {Name()}({Expression(1)})")} by {List(2, Name)}",
        3 => $"{Maybe("left ")}join {Relation(depth)} as z on {Expression(2)}",
        4 => $"sort {List(2, () => Expression(1) + Maybe(" desc"))} take {random.Next(9)} by {Name()}",
        5 => $"dedupe by {Name()} keep latest {Expression(1)}",
        6 => $"union {Relation(depth)}",
        7 => $"rename {Name()} = {Name()}",
        8 => $"drop {List(3, Name)}",
        9 => $"set {Name()} = {Expression(2)} else {Maybe("reject \"why\" else ")}{Expression(1)}",
        10 => $"unnest {Expression(1)} as {Name()}",
        11 => $"fill {Name()} every 1h by {Name()} with {Name()} = {Expression(1)}",
        12 => $"window tumble(5m, on: {Name()}) late 1m",
        13 => $"call {Name()}({Expression(1)})",
        14 => $"pivot {Name()}({Name()}) for {Name()} in [{List(2, () => Expression(0))}]",
        _ => $"where {Expression(4)}",
    };

    private string Expression(int depth) => depth == 0 ? Pick(s_literals) : random.Next(18) switch
    {
        0 => $"{Value(depth)} {Pick(s_comparisons)} {Value(depth)}",
        1 => $"not {Expression(depth - 1)}",
        2 => $"({Expression(depth - 1)} {Pick(["and", "or"])} {Expression(depth - 1)})",
        3 => $"{Value(depth)} {Maybe("not ")}in [{List(3, () => Expression(0))}]",
        4 => $"{Value(depth)} {Maybe("not ")}between {Value(depth)} and {Value(depth)}",
        5 => $"{Value(depth)} is {Maybe("not ")}{Pick(["null", "distinct from 1"])}",
        6 => $"case {{ when {Expression(depth - 1)} -> {Expression(depth - 1)}, else -> {Expression(depth - 1)} }}",
        7 => $"({Expression(depth - 1)}) else {Pick(["null", "fail", "0", "reject \"r\""])}",
        _ => Value(depth),
    };

    private string Value(int depth) => depth == 0 ? Name() : random.Next(12) switch
    {
        0 => $"{Value(depth - 1)} {Pick(s_binary)} {Value(depth - 1)}",
        1 => $"-{Value(depth - 1)}",
        2 => $"{Name()}.{Name()}",
        3 => $"{Name()}[{Expression(depth - 1)}]",
        4 => $"{Pick(s_functions)}({Expression(depth - 1)}{Maybe($", {Name()}: {Expression(0)}")}{Maybe($" sort {Name()} desc")})",
        5 => $"{Pick(s_functions)}({Name()}) over (by {Name()} sort {Name()} rows 3 preceding)",
        6 => $"cast({Expression(depth - 1)} as {Type(1)})",
        7 => $"[{List(3, () => Expression(depth - 1))}]",
        8 => $"{{ {Unquoted(0)}: {Expression(depth - 1)} }}",
        9 => Pick(s_literals),
        _ => Name(),
    };

    private string Type(int depth) => (depth == 0 ? 9 : random.Next(9)) switch
    {
        0 => Type(depth - 1) + "[]",
        1 => Type(depth - 1).TrimEnd('?') + "?",
        2 => $"map<text, {Type(depth - 1)}>",
        3 => $"{{ {Unquoted(0)}: {Type(depth - 1)} }}",
        _ => Pick(s_types),
    };

    private string Block(int depth) =>
        $"{{ {string.Join(", ", Enumerable.Range(0, random.Next(4)).Select(i => $"{Unquoted(i)}: {Expression(depth)}"))} }}";

    private static string Unquoted(int i) => string.Create(CultureInfo.InvariantCulture, $"p{i}");

    private string List(int most, Func<string> item) =>
        string.Join(", ", Enumerable.Range(0, random.Next(1, most + 1)).Select(_ => item()));

    private string Name() => Pick(s_names);

    private string Maybe(string text) => random.Next(2) == 0 ? text : "";

    private string Pick(string[] from) => from[random.Next(from.Length)];
}
