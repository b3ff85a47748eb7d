namespace FlowLang.Conformance.Tests.Tables;

/// <summary>Comparison, logic with null, `in`, `between`, `like`, `++`, `??`, indexes and fields.</summary>
internal static class ComparisonTables
{
    private const string Floats = "a: float64, b: float64";

    public static IEnumerable<Table> All =>
    [
        new("a < b", Floats)
        {
            { "1", "NaN", "true" }, { "Infinity", "NaN", "true" }, { "NaN", "NaN", "false" }, { "NaN", "1", "false" },
            { "-0", "0", "false" }, { "-Infinity", "-1e308", "true" },
            { "null", "1", "null" },
        },
        new("a is not distinct from b", Floats)
        {
            { "NaN", "NaN", "true" }, { "-0", "0", "true" }, { "null", "null", "true" }, { "null", "1", "false" },
        },
        new("a is distinct from b", "a: text, b: text")
        {
            { "null", "null", "false" }, { "'a'", "null", "true" }, { "'a'", "'a'", "false" },
        },
        new("a >= b", Floats) { { "NaN", "Infinity", "true" }, { "NaN", "NaN", "true" }, { "0", "-0", "true" } },
        new("a == b", "a: text, b: text")
        {
            { "'é'", "'é'", "true" }, { "'e\u0301'", "'é'", "false" }, { "''", "''", "true" }, { "'a'", "'A'", "false" },
            { "'a'", "'a '", "false" }, { "null", "''", "null" },
        },
        new("a < b", "a: text, b: text")
        {
            { "'Z'", "'a'", "true" }, { "'z'", "'é'", "true" }, { "'\uFFFD'", "'😀'", "true" }, { "'a'", "'aa'", "true" },
            { "''", "'a'", "true" }, { "'10'", "'9'", "true" },
        },
        new("a < b", "a: decimal(12, 2), b: int64") { { "0.99", "1", "true" }, { "9999999999.99", "9223372036854775807", "true" } },
        new("a == b", "a: decimal(5, 2), b: decimal(10, 4)") { { "1.10", "1.1000", "true" }, { "1.10", "1.1001", "false" } },
        new("a < b", "a: date, b: datetime")
        {
            { "2024-03-10", "2024-03-10 00:00:00.000001", "true" }, { "2024-03-10", "2024-03-10", "false" },
        },
        new("a < b", "a: uuid, b: uuid")
        {
            { "00000000-0000-0000-0000-000000000001", "ffffffff-ffff-ffff-ffff-ffffffffffff", "true" },
            { "7fffffff-ffff-ffff-ffff-ffffffffffff", "80000000-0000-0000-0000-000000000000", "true" },
        },
        new("a < b", "a: bytes, b: bytes") { { "00", "ff", "true" }, { "7f", "80", "true" }, { "", "00", "true" } },
        new("a < b", "a: bool, b: bool") { { "false", "true", "true" }, { "true", "true", "false" } },
        new("a and b", "a: bool, b: bool")
        {
            { "true", "null", "null" }, { "false", "null", "false" }, { "null", "false", "false" }, { "true", "true", "true" },
        },
        new("a or b", "a: bool, b: bool") { { "true", "null", "true" }, { "null", "true", "true" }, { "false", "null", "null" } },
        new("not a", "a: bool") { { "true", "false" }, { "null", "null" } },
        new("a in [1, 2, null]", "a: int32") { { "1", "true" }, { "3", "null" }, { "null", "null" } },
        new("a in [\"x\", \"y\"]", "a: text") { { "'x'", "true" }, { "'X'", "false" }, { "null", "null" } },
        new("a between b and 10", "a: int32, b: int32")
        {
            { "5", "5", "true" }, { "11", "5", "false" }, { "11", "null", "false" }, { "5", "null", "null" }, { "10", "1", "true" },
        },
        new("a between 0e0 and 1e0", "a: float64") { { "NaN", "false" }, { "-0", "true" }, { "1", "true" } },
        new("a like \"a%\"", "a: text")
        {
            { "'abc'", "true" }, { "'Abc'", "false" }, { "'a'", "true" }, { "'a\nb'", "true" }, { "null", "null" },
        },
        new("a like \"_b_\"", "a: text") { { "'😀b😀'", "true" }, { "'ab'", "false" }, { "'e\u0301b'", "false" } },
        new("a like \"100\\\\%\"", "a: text") { { "'100%'", "true" }, { "'100x'", "false" } },
        new("a not like \"%it's%\"", "a: text") { { "'it's'", "false" }, { "'its'", "true" } },
        new("a ++ b", "a: text, b: text")
        {
            { "'x'", "'y'", "'xy'" }, { "'x'", "null", "null" }, { "''", "''", "''" }, { "'e'", "'\u0301'", "'e\u0301'" },
        },
        new("\"<${a}|${b}>\"", "a: text, b: int32") { { "'{1}'", "5", "'<{1}|5>'" }, { "null", "5", "null" } },
        new("a ?? b", "a: int32, b: int64")
        {
            { "null", "9223372036854775807", "9223372036854775807" }, { "1", "2", "1" }, { "null", "null", "null" },
        },
        new("xs[i]", "xs: int32[], i: int64")
        {
            { "=[10, 20]", "1", "10" }, { "=[10, 20]", "2", "20" }, { "=[10, 20]", "3", "null" }, { "=[10, 20]", "0", "null" },
            { "=[10, 20]", "-1", "null" },
            { "=[]", "1", "null" }, { "null", "1", "null" }, { "=[10, NULL]", "2", "null" }, { "=[10]", "9223372036854775807", "null" },
            { "=[10]", "-9223372036854775808", "null" },
        },
        new("m[\"a\"]", "m: map<text, int32>") { { "=MAP {'a': 1}", "1" }, { "=MAP {'b': 1}", "null" }, { "null", "null" } },
        new("j[\"a.b[1]\"]", "j: json")
        {
            { "'{\"a\": {\"b\": [1, {\"c\": 2}]}}'", "{\"c\":2}" }, { "'{\"a\": 1}'", "null" }, { "null", "null" },
        },
        new("s.f", "s: { f: int32, g: text }") { { "={'f': 7, 'g': 'x'}", "7" } },
        new("case { when a > 1 -> \"big\", when a > 0 -> \"small\" }", "a: int32")
        {
            { "2", "'big'" }, { "1", "'small'" }, { "0", "null" }, { "null", "null" },
        },
        new("b != 0 and a div b > 1", "a: int32, b: int32") { { "4", "0", "false" }, { "4", "2", "true" }, { "null", "1", "null" } },
        new("case { when b == 0 -> 0, else -> a div b }", "a: int32, b: int32") { { "4", "0", "0" }, { "9", "2", "4" } },
        new("(a div b) else -1", "a: int32, b: int32") { { "4", "0", "-1" }, { "4", "2", "2" }, { "null", "0", "null" } },
        new("(cast(a as int16) else null) ?? 7", "a: text") { { "'x'", "7" }, { "'5'", "5" }, { "null", "7" } },
    ];
}
