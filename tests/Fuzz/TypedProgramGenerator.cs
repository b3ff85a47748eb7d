namespace FlowLang.Fuzz;

/// <summary>
/// Writes random programs that mostly mean something: expressions of a wanted type over columns of known types, steps over them, and a
/// handler wherever something may fail. The same seed writes the same program.
/// </summary>
internal sealed class TypedProgramGenerator(Random random)
{
    private static readonly Dictionary<string, string> s_columns = new()
    {
        ["id"] = "int64",
        ["n"] = "int32?",
        ["fare"] = "decimal(12, 2)",
        ["tip"] = "decimal(12, 2)?",
        ["ratio"] = "float64?",
        ["note"] = "text?",
        ["name"] = "text",
        ["ok"] = "bool",
        ["day"] = "date",
        ["at"] = "instant",
        ["wall"] = "datetime",
        ["doc"] = "json",
        ["tags"] = "text[]?",
        ["place"] = "{ lat: float64, zone: int32? }",
    };

    private static readonly string[] s_types = ["int64", "decimal", "float64", "text", "bool", "date", "instant", "datetime"];

    private int _names;

    public string Program() =>
        $$"""
        type Row = { {{string.Join(", ", s_columns.Select(c => $"{c.Key}: {c.Value}{(c.Key == "id" ? " @key" : "")}"))}} }
        connection lake: files { root: "data" }
        source rows: Row from lake.{{Pick("json", "parquet")}}("rows.x")
        source others: Row from lake.json("others.jsonl")
        param limit: int64 = 10

        transform first =
          from rows{{Steps(random.Next(1, 6))}}

        transform second =
          from first{{string.Concat(Enumerable.Range(0, random.Next(3)).Select(_ => Step()))}}

        pipeline p {
          write second to lake.{{Pick("json", "parquet")}}("out/second") { rejects: lake.json("out/rejects.jsonl") }
          {{Pick(
              "", "write first to lake.parquet(\"out/first.parquet\") { rejects: discard }",
              "write first order by id to console { rejects: discard }")}}
        }

        """;

    private string Steps(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => Step())) + Pick("", "", Last());

    private string Step() => "\n  | " + random.Next(13) switch
    {
        0 or 1 or 2 => $"derive {Fresh()} = {Handled(Pick(s_types))}, {Fresh()} = {Handled(Pick(s_types))}",
        3 or 4 => $"where {Handled("bool")}",
        5 => $"set {Pick("note", "tip")} = {Pick("null", "note", "tip", "upper(note)", "tip ?? 0.00")}",
        6 => $"{Pick("", "left ", "full ")}join {Other()} as o{_names} on id == o{_names}.j{_names}"
            + Pick("", $" and {Expression("bool", 1)}"),
        7 => $"dedupe by {Pick("id", "id, day", "name")} keep {Pick("latest", "earliest")} {Pick("at", "wall", "id")}",
        8 => $"sort {Pick("id", "fare", "note")} {Pick("", "desc ")}\n  | take {random.Next(1, 9)}",
        9 => $"{Pick("semi", "anti")} join {Other()} as o{_names} on id == o{_names}.j{_names}",
        10 => "union (from others)",
        11 => $"rename {Fresh()} = ratio\n  | derive ratio = {Handled("float64")}",
        _ => $"derive {Fresh()} = {Pick("count()", "sum(fare)", "avg(ratio)", "lag(note)", "row_number()")} over (by name sort id)",
    };

    private string Other() => $"(from others | where id > 0 | select j{++_names} = id, k{_names} = note)";

    // What leaves other columns than came in: at the end only.
    private string Last() => "\n  | " + random.Next(4) switch
    {
        0 => $"aggregate id = max(id), c = count(), m = {Pick("min", "max", "first", "count_distinct")}({Expression(Pick(s_types), 1)})"
            + $", s = sum({Pick("fare", "n", "ratio")}) by name, d = trunc(at, {Pick("hour", "day", "month")}, tz: \"UTC\")",
        1 => $"select id, {Fresh()} = {Handled(Pick(s_types))}",
        2 => "unnest tags as tag\n  | select id, tag",
        _ => "drop doc, tags, place",
    };

    // `else` of an expression that can't fail is a mistake, so its place is left to chance.
    private string Handled(string type) => random.Next(3) switch
    {
        0 => Expression(type, 3),
        1 => $"({Expression(type, 3)}) else null",
        _ => $"({Expression(type, 2)}) else reject \"why\"",
    };

    private string Expression(string type, int depth)
    {
        if (depth == 0)
        {
            return Leaf(type);
        }

        string same = Expression(type, depth - 1);
        return random.Next(8) switch
        {
            0 => Leaf(type),
            1 => $"case {{ when {Expression("bool", depth - 1)} -> {same}, else -> {Expression(type, depth - 1)} }}",
            2 => $"({same} ?? {Expression(type, depth - 1)})",
            3 => $"coalesce({same}, {Expression(type, depth - 1)})",
            _ => Operation(type, same, depth - 1),
        };
    }

    /// <summary>An operator or a function that gives the type.</summary>
    private string Operation(string type, string same, int depth)
    {
        string Of(string other) => Expression(other, depth);
        return type switch
        {
            "int64" => Pick(
                $"({same} {Pick("+", "-", "*", "div", "%")} {Of(type)})", $"abs({same})", $"length({Of("text")})",
                $"cast({Of("text")} as int64)", $"minutes_between({Of("instant")}, {Of("instant")})"),
            "decimal" => Pick(
                $"({same} {Pick("+", "-", "*", "/")} {Of(type)})", $"round({same}, 1)", $"({Of("int64")} / 3)", $"-{same}",
                $"cast({Of("text")} as decimal(9, 3))", $"cast({Of("float64")} as decimal(9, 3))"),
            "float64" => Pick(
                $"({same} {Pick("+", "-", "*", "/")} {Of(type)})", $"sqrt({same})", $"cast({Of("decimal")} as float64)"),
            "text" => Pick(
                $"({same} ++ {Of(type)})", $"{Pick("upper", "lower", "trim")}({same})", $"cast({Of(Pick(s_types))} as text)",
                $"\"{type} ${{{Of("int64")}}}\""),
            "bool" => Pick(
                $"({same} {Pick("and", "or")} {Of(type)})", $"(not {same})", $"({Of("text")} is null)", Compare(Pick(s_types), depth),
                Compare("decimal", depth), $"({Of("int64")} in [1, 2, 3])", $"({Of("decimal")} between 1 and {Of("decimal")})",
                $"starts_with({Of("text")}, \"a\")"),
            "date" => Pick(
                $"cast({Of("text")} as date)", $"cast({Of("datetime")} as date)", $"cast(to_zone({Of("instant")}, \"UTC\") as date)"),
            "instant" => Pick($"({same} + 5m)", $"at_zone({Of("datetime")}, \"Europe/Zurich\")", $"trunc({same}, hour, tz: \"UTC\")"),
            _ => Pick($"({same} + 1h)", $"to_zone({Of("instant")}, \"America/New_York\")", $"trunc({same}, day)"),
        };
    }

    private string Compare(string type, int depth) =>
        $"({Expression(type, depth)} {Pick("==", "!=", "<", ">=", "is distinct from")} {Expression(type, depth)})";

    private string Leaf(string type) => type switch
    {
        "int64" => Pick("id", "n", "1", "limit", "length(name)", "place.zone"),
        "decimal" => Pick("fare", "tip", "2.50", "fare"),
        "float64" => Pick("ratio", "1e3", "place.lat"),
        "text" => Pick("note", "name", "\"x\"", "cast(id as text)", "text_at(doc, \"kind\")", "tags[0]"),
        "bool" => Pick("ok", "true", "(tip is not null)", "(n > 3)"),
        "date" => Pick("day", "2024-02-29"),
        "instant" => Pick("at", "2024-03-10T06:10Z"),
        _ => Pick("wall", "2024-03-10T02:30"),
    };

    private string Fresh() => $"c{++_names}";

    private string Pick(params string[] from) => from[random.Next(from.Length)];
}
