using FlowLang.Semantics.Bound;
using FlowLang.Syntax.Diagnostics;
using Xunit;

namespace FlowLang.Compiler.Tests.Binding;

/// <summary>What options of REST sources and their connections can't be, beyond the examples of the diagnostics' pages.</summary>
public sealed class RestDiagnosticTests
{
    private const string Secrets = """
        secret key = env("KEY")
        param word: text = "x"

        """;

    [Theory]
    [InlineData("auth: api_key(key)", "FL2056")]
    [InlineData("auth: api_key(key, header: \"X\", query: \"k\")", "FL3129")]
    [InlineData("auth: api_key(\"k-1\", header: \"X\")", "FL3126")]
    [InlineData("auth: api_key(word, header: \"X\")", "FL3071")]
    [InlineData("auth: api_key(key, header: \"X\", prefix: \"Key\")", "FL2054")]
    [InlineData("auth: oauth2(\"https://example.com/t\", client_id: \"me\")", "FL2056")]
    [InlineData("auth: digest(key)", "FL2043")]
    [InlineData("auth: \"bearer\"", "FL3071")]
    [InlineData("token: key, auth: api_key(key, header: \"X\")", "FL3129")]
    [InlineData("headers: { Cookie: \"session=1\" }", "FL3132")]
    [InlineData("headers: { `Content-Length`: \"0\" }", "FL3132")]
    [InlineData("headers: { `a b`: \"0\" }", "FL3132")]
    [InlineData("headers: [\"A: b\"]", "FL3071")]
    [InlineData("requests_per_second: \"5\"", "FL3071")]
    public void A_connection_is_checked(string options, string code) => Expect(code, $$"""
        connection api: http { base_url: "https://example.com", {{options}} }
        """);

    [Theory]
    [InlineData("pages: number()", "FL2056")]
    [InlineData("pages: cursor(\"after\")", "FL2056")]
    [InlineData("pages: cursor(\"after\", from: \"$.items[0]\")", "FL3125")]
    [InlineData("pages: next(word)", "FL3071")]
    [InlineData("pages: offset(\"o\", 5)", "FL2042")]
    [InlineData("pages: links", "FL2043")]
    [InlineData("pages: offset(\"skip\"), query: { skip: 5 }", "FL3129")]
    [InlineData("max_pages: 5", "FL3129")]
    [InlineData("rows: \"$..data\"", "FL3125")]
    [InlineData("rows: \"data\"", "FL3125")]
    [InlineData("format: xml", "FL2043")]
    [InlineData("query: { key: key }", "FL6001")]
    [InlineData("query: { from: \"{begin}\" }", "FL7008")]
    [InlineData("cursor: id", "FL3128")]
    [InlineData("query: { since: \"{cursor}\" }", "FL3128")]
    [InlineData("cursor_start: \"1\"", "FL3128")]
    [InlineData("cursor: name, query: { since: \"{cursor}\" }", "FL2001")]
    [InlineData("cursor: id, query: { since: \"{cursor}\" }, cursor_overlap: 5m", "FL3129")]
    [InlineData("cursor: [id], query: { since: \"{cursor}\" }", "FL3071")]
    [InlineData("page: link", "FL2054")]
    [InlineData("headers: { Authorization: \"Bearer x\" }", "FL3132")]
    public void A_source_is_checked(string options, string code) => Expect(code, $$"""
        connection api: http { base_url: "https://example.com" }
        source rows: { id: int64 @key } from api.get("/rows") { {{options}} }
        """);

    [Fact]
    public void A_path_with_a_cursor_needs_a_first_value() => Expect("FL3128", """
        connection api: http { base_url: "https://example.com" }
        source rows: { id: int64 @key } from api.get("/rows/{cursor}") { cursor: id }
        """);

    [Fact]
    public void An_interval_in_the_query_needs_one_in_the_pipeline() => Expect("FL7007", """
        connection api: http { base_url: "https://example.com" }
        source rows: { id: int64 @key } from api.get("/rows") { query: { from: "{start}" } }
        pipeline p { write rows to console }
        """);

    [Fact]
    public void A_cursor_does_not_replace_what_it_leaves_out() => Expect("FL3131", """
        connection api: http { base_url: "https://example.com" }
        connection lake: files { root: "." }
        source rows: { id: int64 @key } from api.get("/rows") { cursor: id, query: { after: "{cursor}" } }
        transform again = from rows
        pipeline p { write (from again | where id > 5) to lake.csv("rows.csv") }
        """);

    private static void Expect(string code, string program)
    {
        BoundProgram bound = TestWorkspace.BindFiles(("a.flow", Secrets + program));
        Diagnostic mistake = Assert.Single(bound.Diagnostics);
        Assert.True(mistake.Code == code, mistake.ToString());
    }
}
