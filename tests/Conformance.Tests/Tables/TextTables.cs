namespace FlowLang.Conformance.Tests.Tables;

/// <summary>Functions of text: code points, positions outside, empty and long texts.</summary>
internal static class TextTables
{
    private const string A = "a: text";
    private const string Family = "'👨\u200D👩\u200D👧'";

    public static IEnumerable<Table> All =>
    [
        new("length(a)", A)
        {
            { "''", "0" }, { Family, "5" }, { "'e\u0301'", "2" }, { "=repeat('ä', 500000)", "500000" }, { "null", "null" },
        },
        new("length(a)", "a: bytes") { { "c3a9", "2" }, { "", "0" } },
        new("length(xs)", "xs: int32[]") { { "=[]", "0" }, { "=[NULL, 1]", "2" }, { "null", "null" } },
        new("length(m)", "m: map<text, int32>") { { "=MAP {'a': 1, 'b': 2}", "2" }, { "null", "null" } },
        new("lower(a)", A)
        {
            { "'ÀÉÎ'", "'àéî'" }, { "'İ'", "'i'" }, { "'ΑΣ'", "'ασ'" }, { "'ẞ'", "'ß'" }, { "'Ǆ'", "'ǆ'" }, { "'𐐀'", "'𐐨'" },
            { "''", "''" },
        },
        new("upper(a)", A)
        {
            { "'àéî'", "'ÀÉÎ'" }, { "'ı'", "'I'" }, { "'ŉ'", "'ŉ'" }, { "'ﬁ'", "'ﬁ'" }, { "'ß'", "'ẞ'" }, { "'ς'", "'Σ'" },
            { "'ǆ'", "'Ǆ'" }, { "'𐐨'", "'𐐀'" },
        },
        new("trim(a)", A)
        {
            { "'  a b  '", "'a b'" }, { "'\ta '", "'\ta'" }, { "'\u00A0a'", "'\u00A0a'" }, { "'   '", "''" }, { "null", "null" },
        },
        new("trim(a, \"xy\")", A) { { "'xyaxy'", "'a'" }, { "'yx'", "''" }, { "'a'", "'a'" } },
        new("ltrim(a, \"👍\")", A) { { "'👍👍a👍'", "'a👍'" } },
        new("rtrim(a, \"\")", A) { { "'a '", "'a '" } },
        new("substring(a, s, n)", "a: text, s: int64, n: int64")
        {
            { "'hello'", "2", "3", "'ell'" }, { "'hello'", "0", "3", "'he'" }, { "'hello'", "-1", "3", "'h'" },
            { "'hello'", "-5", "3", "''" },
            { "'hello'", "6", "1", "''" }, { "'hello'", "5", "9223372036854775807", "'o'" },
            { "'hello'", "-9223372036854775808", "9223372036854775807", "''" },
            { "'hello'", "9223372036854775807", "1", "''" }, { "'hello'", "2", "-1", "''" },
            { "'hello'", "2", "-9223372036854775808", "''" },
            { "'a👍b'", "2", "1", "'👍'" }, { "'e\u0301x'", "2", "1", "'\u0301'" }, { "''", "1", "1", "''" }, { "null", "1", "1", "null" },
            { "'a'", "null", "1", "null" },
        },
        new("substring(a, s)", "a: text, s: int64")
        {
            { "'hello'", "3", "'llo'" }, { "'hello'", "0", "'hello'" }, { "'hello'", "-3", "'hello'" }, { "'hello'", "9", "''" },
        },
        new("substring(a, 1, 2)", A) { { "'hello'", "'he'" }, { "'h'", "'h'" } },
        new("substring(a, 0, 2)", A) { { "'hello'", "'h'" } },
        new("replace(a, f, t)", "a: text, f: text, t: text")
        {
            { "'aaa'", "'aa'", "'b'", "'ba'" }, { "'abc'", "''", "'x'", "'abc'" }, { "'abc'", "'b'", "''", "'ac'" },
            { "'abc'", "'B'", "'x'", "'abc'" }, { "'a'", "null", "'x'", "null" },
        },
        new("split_part(a, sep, n)", "a: text, sep: text, n: int64")
        {
            { "'a,b,c'", "','", "2", "'b'" }, { "'a,b,c'", "','", "0", "''" }, { "'a,b,c'", "','", "-1", "'c'" },
            { "'a,b,c'", "','", "-4", "''" }, { "'a,b,c'", "','", "4", "''" },
            { "'abc'", "''", "1", "'abc'" }, { "'abc'", "''", "-1", "'abc'" }, { "'abc'", "''", "2", "''" }, { "''", "','", "1", "''" },
            { "',,'", "','", "2", "''" },
            { "'a--b'", "'--'", "2", "'b'" }, { "null", "','", "1", "null" }, { "'a'", "null", "1", "null" },
            { "'a'", "','", "null", "null" }, { "'a'", "','", "9223372036854775807", "''" },
        },
        new("starts_with(a, p)", "a: text, p: text")
        {
            { "'flow'", "'fl'", "true" }, { "'flow'", "''", "true" }, { "''", "'a'", "false" }, { "'é'", "'e'", "false" },
            { "null", "''", "null" },
        },
        new("ends_with(a, p)", "a: text, p: text")
        {
            { "'flow'", "'ow'", "true" }, { "'flow'", "''", "true" }, { "'x👍'", "'👍'", "true" }, { "'w'", "'ow'", "false" },
        },
        new("contains(a, p)", "a: text, p: text")
        {
            { "'a%b'", "'%'", "true" }, { "'abc'", "'_'", "false" }, { "'abc'", "''", "true" }, { "'abc'", "null", "null" },
        },
        new("contains(xs, i)", "xs: int32[], i: int32")
        {
            { "=[1, 2]", "2", "true" }, { "=[]", "2", "false" }, { "=[NULL, 1]", "2", "false" }, { "null", "2", "null" },
        },
        new("contains(m, k)", "m: map<text, int32>, k: text") { { "=MAP {'a': 1}", "'a'", "true" }, { "=MAP {'a': 1}", "'b'", "false" } },
        new("position(a, p)", "a: text, p: text")
        {
            { "'banana'", "'an'", "2" }, { "'a👍b'", "'b'", "3" }, { "'abc'", "''", "1" }, { "'abc'", "'z'", "0" }, { "''", "'a'", "0" },
        },
        new("lpad(a, n, f)", "a: text, n: int64, f: text")
        {
            { "'7'", "3", "'0'", "'007'" }, { "'7'", "4", "'ab'", "'aba7'" }, { "'abcdef'", "3", "'x'", "'abc'" },
            { "'a'", "3", "''", "'a'" }, { "'abc'", "2", "''", "'ab'" },
            { "'a'", "-1", "'x'", "''" }, { "'a'", "0", "'x'", "''" }, { "'👍'", "2", "'é'", "'é👍'" },
            { "'a'", "1000001", "'x'", "fails" }, { "'a'", "9223372036854775807", "'x'", "fails" },
            { "null", "1000001", "'x'", "null" }, { "'a'", "null", "'x'", "null" }, { "'a'", "2", "null", "null" },
        },
        new("rpad(a, 4, \"xy\")", A) { { "'a'", "'axyx'" }, { "'abcde'", "'abcd'" }, { "''", "'xyxy'" } },
        new("reverse(a)", A) { { "'abc'", "'cba'" }, { "''", "''" }, { "'e\u0301a'", "'a\u0301e'" }, { "null", "null" } },
        new("matches(a, \"b.d\")", A) { { "'abcde'", "true" }, { "'b\nd'", "false" }, { "'bd'", "false" }, { "null", "null" } },
        new("matches(a, \"^[0-9]+$\")", A) { { "'12'", "true" }, { "'1\n2'", "false" }, { "'12\n'", "false" }, { "'١'", "false" } },
        new("matches(a, \"^\\\\d\\\\s\\\\w$\")", A) { { "'1 a'", "true" }, { "'1\u00A0a'", "false" }, { "'1 é'", "false" } },
        new("regexp_replace(a, \"([a-z])([0-9])\", \"\\\\2\\\\1\\\\\\\\\")", A) { { "'a1b2'", "'1a\\2b\\'" }, { "''", "''" } },
        new("regexp_replace(a, \"x*\", \"-\")", A) { { "'abc'", "'-a-b-c-'" } },
        new("regexp_extract(a, \"(a)|(b)\", 2)", A) { { "'a'", "null" }, { "'b'", "'b'" }, { "'c'", "null" } },
        new("regexp_extract(a, \"b+\")", A) { { "'abbc'", "'bb'" }, { "'ac'", "null" }, { "null", "null" } },
        new("regexp_extract(a, \"a|ab\")", A) { { "'ab'", "'a'" } },
        new("md5(a)", A) { { "''", "'d41d8cd98f00b204e9800998ecf8427e'" }, { "'é'", "'66ddcd97cfdeabb2f6fb8a999b4bc76f'" } },
        new("sha256(a)", "a: bytes") { { "", "'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'" } },
        new("uuid(a)", A) { { "'https://example.com/1'", "0adedf02-e466-573b-a3fe-6a7f799d7d3d" }, { "null", "null" } },
        new("array_join(xs, \"-\")", "xs: text[]")
        {
            { "=['a', 'b']", "'a-b'" }, { "=[]", "''" }, { "=['a', NULL, 'b']", "'a-b'" }, { "null", "null" },
        },
        new("array_slice(xs, f, t)", "xs: int32[], f: int64, t: int64")
        {
            { "=[1, 2, 3]", "2", "3", "[2, 3]" }, { "=[1, 2, 3]", "0", "9", "[1, 2, 3]" }, { "=[1, 2, 3]", "-1", "2", "[1, 2]" },
            { "=[1, 2, 3]", "3", "2", "[]" }, { "=[1, 2, 3]", "1", "-1", "[]" }, { "=[1]", "null", "1", "null" },
            { "=[1]", "1", "null", "null" },
        },
        new("array_concat(xs, ys)", "xs: int32[], ys: int32[]")
        {
            { "=[1]", "=[2]", "[1, 2]" }, { "=[1]", "null", "null" }, { "=[]", "=[]", "[]" },
        },
        new("array_sort(xs)", "xs: int32[]") { { "=[3, NULL, 1]", "[1, 3, NULL]" }, { "=[]", "[]" } },
        new("map_keys(m)", "m: map<text, int32>") { { "=MAP {'b': 1, 'a': 2}", "[a, b]" } },
        new("map_values(m)", "m: map<text, int32>") { { "=MAP {'b': 1, 'a': 2}", "[2, 1]" } },
        .. Json,
    ];

    private const string J = "j: json";

    private static IEnumerable<Table> Json =>
    [
        new("text_at(j, \"a\")", J)
        {
            { "'{\"a\": \"x\"}'", "'x'" }, { "'{\"a\": 1.50}'", "'1.5'" }, { "'{\"a\": null}'", "null" }, { "'{\"b\": 1}'", "null" },
            { "'{\"a\": {\"c\": 1}}'", "'{\"c\":1}'" },
            { "'{\"a\": \"\\u0000\"}'", "fails" }, { "'{\"a\": \"é👍\"}'", "'é👍'" }, { "'[1]'", "null" }, { "null", "null" },
        },
        new("text_at(j, \"a[1].\\\"b c\\\"\")", J) { { "'{\"a\": [1, {\"b c\": \"x\"}]}'", "'x'" } },
        new("int_at(j, \"a\")", J)
        {
            { "'{\"a\": 9223372036854775807}'", "9223372036854775807" }, { "'{\"a\": \"9223372036854775807\"}'", "9223372036854775807" },
            { "'{\"a\": 9223372036854775808}'", "fails" },
            { "'{\"a\": 1.5}'", "fails" }, { "'{\"a\": \"x\"}'", "fails" }, { "'{\"a\": true}'", "fails" }, { "'{\"a\": null}'", "null" },
            { "'{}'", "null" }, { "null", "null" },
        },
        new("float_at(j, \"a\")", J)
        {
            { "'{\"a\": 1.5}'", "1.5" }, { "'{\"a\": 1}'", "1" }, { "'{\"a\": \"1e3\"}'", "1000" }, { "'{\"a\": []}'", "fails" },
        },
        new("bool_at(j, \"a\")", J) { { "'{\"a\": true}'", "true" }, { "'{\"a\": 1}'", "fails" }, { "'{\"a\": null}'", "null" } },
        new("get(j, \"a[0]\")", J)
        {
            { "'{\"a\": [{\"b\": 1}]}'", "{\"b\":1}" }, { "'{\"a\": [null]}'", "'null'" }, { "'{\"a\": []}'", "null" },
        },
        new("parse_json(a)", A) { { "'[1, 2]'", "[1, 2]" }, { "'[1,'", "fails" }, { "null", "null" } },
    ];
}
