using FlowLang.Runtime;

namespace FlowLang.Runtime.Tests.Files;

public sealed class JsonLinesTests : IDisposable
{
    private readonly Sandbox _box = new();

    public void Dispose() => _box.Dispose();

    [Fact]
    public async Task Values_come_as_they_are_written()
    {
        _box.Write("t.jsonl", """
            {"a": "x\n\u00e9", "b": 12345678901234567.890, "c": [1, {"d": null}]}
            {"c": true, "b": null, "extra": {"deep": [1]}}
            """);
        Assert.Equal(
            "x\né|12345678901234567.890|[1, {\"d\": null}]|1\nnull|null|true|2",
            await _box.QueryAsync(_box.Lake.JsonLines("t.jsonl", Sandbox.Columns("a", "b", "c")), "SELECT a, b, c, __row FROM r"));
    }

    [Fact]
    public async Task A_line_that_is_no_object_is_a_bad_record()
    {
        _box.Write("t.jsonl", "{\"a\": 1}\n[1]\n{\"a\": \n{\"a\": 2} x\n\n{\"a\": \"\\u0000\"}\n");
        string rows = await _box.QueryAsync(_box.Lake.JsonLines("t.jsonl", Sandbox.Columns("a")),
            "SELECT __row, a, left(__bad, 20) FROM r");
        Assert.Equal("1|1|null\n2|null|it is not a JSON obj\n3|null|it is not valid JSON\n"
            + "4|null|it is not valid JSON\n5|null|it has a NUL charact", rows);
    }

    [Fact]
    public async Task Gzip_globs_and_origin_work_as_for_CSV()
    {
        _box.Write("in/1.jsonl.gz", Sandbox.Gzip("{\"a\":1}\n"));
        _box.Write("in/2.jsonl.gz", Sandbox.Gzip("{\"a\":2}\n"));
        Assert.Equal(
            "1|in/1.jsonl.gz|1\n2|in/2.jsonl.gz|1",
            await _box.QueryAsync(_box.Lake.JsonLines("in/*.gz", Sandbox.Columns("a")), "SELECT a, __file, __row FROM r"));
    }

    [Fact]
    public async Task A_column_that_no_record_has_is_a_schema_difference()
    {
        _box.Write("t.jsonl", "{\"a\": 1}\n{\"a\": 2}\n");
        FlowError error = await _box.FailAsync(_box.Lake.JsonLines("t.jsonl", [new("a", ColumnType.Int64), new("b", ColumnType.Int64)]));
        Assert.Equal(("RT3001", ErrorKind.Schema), (error.Code, error.Kind));
    }

    [Fact]
    public async Task Nullable_columns_may_be_left_out_everywhere()
    {
        _box.Write("t.jsonl", "{\"a\": 1}\n");
        Assert.Equal("1|null", await _box.QueryAsync(_box.Lake.JsonLines("t.jsonl", Sandbox.Columns("a", "b")), "SELECT a, b FROM r"));
    }

    [Theory]
    [InlineData("", "RT2002")]
    [InlineData("a,b\n1,2\n", "RT2004")]
    [InlineData("<html>", "RT2004")]
    public async Task What_is_no_JSON_lines_is_told(string content, string code)
    {
        _box.Write("t.jsonl", content);
        Assert.Equal(code, (await _box.FailAsync(_box.Lake.JsonLines("t.jsonl", Sandbox.Columns("a")))).Code);
    }
}
