using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Parsing;
using FlowLang.Syntax.Text;
using Xunit;

namespace FlowLang.Compiler.Tests.Syntax;

/// <summary>One mistake, one error: its code and the text it underlines.</summary>
public sealed class SyntaxDiagnosticTests
{
    [Theory]
    [InlineData("transform t = from x | where a § b", "FL1001", "§")]
    [InlineData("transform t = from x | where a\0 > b", "FL1002", "\0")]
    [InlineData("transform t = from x | derive a = \"abc\ntransform u = from x", "FL1004", "\"")]
    [InlineData("transform t = from x | derive a = \"abc", "FL1004", "\"")]
    [InlineData("transform t = from x | derive a = \"\"\"abc\n\"\"", "FL1005", "\"\"\"")]
    [InlineData("transform t = from x | derive a = \"\\q\"", "FL1006", "\\q")]
    [InlineData("transform t = from x | derive a = \"C:\\dir\"", "FL1006", "\\d")]
    [InlineData("transform t = from x | derive a = \"\\u{110000}\"", "FL1007", "\\u{110000}")]
    [InlineData("transform t = from x | derive a = \"\\u{0}\"", "FL1007", "\\u{0}")]
    [InlineData("transform t = from x | derive a = \"\\ud83d\"", "FL1007", "\\ud83d")]
    [InlineData("transform t = from x | derive a = \"\\u{xyz}\"", "FL1007", "\\u{xyz}")]
    [InlineData("transform t = from x | derive a = `foo", "FL1008", "`foo")]
    [InlineData("transform t = from x | derive a = ``", "FL1008", "``")]
    [InlineData("/* a comment */ transform t = from x", "FL1009", "/*")]
    [InlineData("transform t = from x /* a comment", "FL1010", "/*")]
    [InlineData("transform t = from x;", "FL1011", ";")]
    [InlineData("transform t = from x | where a == 'it'", "FL1012", "'it'")]
    [InlineData("transform t = from x | where a == 'it", "FL1012", "'it")]
    [InlineData("transform t = from x | where a && b", "FL1013", "&&")]
    [InlineData("transform t = from x | where a || b", "FL1013", "||")]
    [InlineData("transform t = from x | where !a", "FL1013", "!")]
    [InlineData("transform t = from x | where a <> b", "FL1013", "<>")]
    [InlineData("transform t = from x | where a === b", "FL1013", "===")]
    [InlineData("transform t = from x |> where a", "FL1013", "|>")]
    [InlineData("transform t = from x | derive b = case { when a => 1 }", "FL1013", "=>")]
    [InlineData("transform t = from x | where a > 12abc", "FL1014", "12abc")]
    [InlineData("transform t = from x | where a > 5minutes", "FL1014", "5minutes")]
    [InlineData("transform t = from x | where a > 1.5h", "FL1014", "1.5h")]
    [InlineData("transform t = from x | where a > 2023-02-29", "FL1015", "2023-02-29")]
    [InlineData("transform t = from x | where a > 24:00", "FL1015", "24:00")]
    [InlineData("transform t = from x | where a > 12:00:00.1234567", "FL1015", "12:00:00.1234567")]
    [InlineData("transform t = from x | where a > 2024-01-01T25:00", "FL1015", "2024-01-01T25:00")]
    [InlineData("transform t = from x | where a > 2024-01-01T00:00+19:00", "FL1015", "2024-01-01T00:00+19:00")]
    [InlineData("transform t = from x | where a > 0001-01-01T00:00+01:00", "FL1015", "0001-01-01T00:00+01:00")]
    [InlineData("type T = x param p: a = 123456789012345678901234567890123456789", "FL1016", "123456789012345678901234567890123456789")]
    [InlineData("transform t = from x | where a > 1e999", "FL1016", "1e999")]
    [InlineData("transform t = from x | where a > 9999999999999h", "FL1016", "9999999999999h")]
    [InlineData("deploy a to b { disk: 9999999999TiB }", "FL1016", "9999999999TiB")]
    [InlineData("transform t = from x | derive a = \"a ${b\"", "FL1020", "${")]
    [InlineData("transform t = from x | derive a = \"a ${b \"c\" d\"", "FL1020", "${")]
    [InlineData("-- a comment\ntransform t = from x", "FL1021", "-- a comment")]
    [InlineData("# a comment\ntransform t = from x", "FL1021", "# a comment")]
    [InlineData("connection pg postgres { }", "FL1100", "postgres")]
    [InlineData("transform t = from x | dedupe by k kep latest e", "FL1100", "kep")]
    [InlineData("import a from \"./x\"", "FL1100", "a")]
    [InlineData("transfrom t = from x", "FL1101", "transfrom")]
    [InlineData("let y = 5", "FL1101", "let")]
    [InlineData("select a from b", "FL1101", "select")]
    [InlineData("transform t = from x | wehre a", "FL1102", "wehre")]
    [InlineData("transform t = from x | filter a > 1", "FL1102", "filter")]
    [InlineData("transform t = from x | group by a", "FL1102", "group")]
    [InlineData("transform t = from x | where (a > 1", "FL1103", "")]
    [InlineData("pipeline p { write a to pg.table(\"x\" { mode: append } }", "FL1103", "{")]
    [InlineData("pipeline p {\n write a to b\n\ntransform t = from x", "FL1103", "")]
    [InlineData("transform t = from x | where a > 1)", "FL1104", ")")]
    [InlineData("} transform t = from x", "FL1104", "}")]
    [InlineData("transform t = from x | where a in [1, 2)", "FL1105", ")")]
    [InlineData("transform t = from x | derive a + 1", "FL1106", "a + 1")]
    [InlineData("transform t = from x | aggregate sum(a) by b", "FL1106", "sum(a)")]
    [InlineData("transform t = from x | where a = 1", "FL1107", "=")]
    [InlineData("transform t = from case", "FL1108", "case")]
    [InlineData("pipeline p { write a to b { mode: append, mode: upsert } }", "FL1109", "mode")]
    [InlineData("pipeline p { timeout: 5m timeout: 6m }", "FL1109", "timeout")]
    [InlineData("transform t = from x where a > 1", "FL1110", "where")]
    [InlineData("transform t = from x | select a as b", "FL1111", "as")]
    [InlineData("transform t = from x | where a < b < c", "FL1113", "<")]
    [InlineData("type T = list<text>", "FL1114", "list<text>")]
    [InlineData("type T = map<text>", "FL1114", "map<text>")]
    [InlineData("type T = enum(1, \"b\")", "FL1115", "1")]
    [InlineData("type T = decimal(99999999999, 2)", "FL1115", "99999999999")]
    [InlineData("transform t = from x | derive a = b over (by c)", "FL1116", "over")]
    [InlineData("transform t = x | where a", "FL1117", "x")]
    [InlineData("import { a } from \"${b}\"", "FL1118", "\"${b}\"")]
    [InlineData("TRANSFORM t = from x", "FL1119", "TRANSFORM")]
    [InlineData("transform t = FROM x", "FL1119", "FROM")]
    [InlineData("transform t = from x | where a > | select a", "FL1120", "|")]
    [InlineData("type = int32", "FL1121", "=")]
    [InlineData("type T = { a: }", "FL1122", "}")]
    [InlineData("transform t = from x | where", "FL1123", "")]
    [InlineData("transform t = from x | join y on", "FL1123", "")]
    [InlineData("type T = { a: int32 b: text }", "FL1124", "b")]
    [InlineData("transform t = from x | select a b", "FL1124", "b")]
    [InlineData("transform t = from x | where a 5", "FL1125", "5")]
    [InlineData("transform t = from x | where a in (1, 2)", "FL1126", ",")]
    public void A_mistake_is_told_once_where_it_is(string program, string code, string underlined)
    {
        SyntaxTree tree = Parser.Parse(new SourceText("main.flow", program));

        Assert.True(tree.Diagnostics.Length == 1, DiagnosticRenderer.Render(tree.Diagnostics));
        Assert.Equal((code, underlined), (tree.Diagnostics[0].Code, tree.Diagnostics[0].Span.Text));
        Assert.Equal(program, tree.Print());
    }

    [Theory]
    [InlineData("derive a = case when b > 1 then 1 else 2 end", "when", "`case { when condition -> value, else -> other }`")]
    [InlineData("derive a = b > 1 ? 1 : 2", "?", "`case {")]
    [InlineData("derive a = if b > 1 then 1 else 2", "b", "`case {")]
    [InlineData("derive a = b::int32", ":", "`cast(value as type)`")]
    [InlineData("derive a = cast(b, decimal(10, 2))", ",", "`cast(value as type)`")]
    [InlineData("derive a = cast(trim(b, c), int32)", ",", "`cast(value as type)`")]
    [InlineData("derive a = b + interval 1 day", "1", "`time + 1d`")]
    [InlineData("aggregate a = count(*)", "*", "`count()`")]
    [InlineData("aggregate a = count() group by b", "group", "`by`")]
    [InlineData("derive a = row_number() over (partition by b order by c)", "partition", "`over (by key sort order)`")]
    [InlineData("derive a = row_number() over (by b order by c)", "order", "`sort key desc`")]
    [InlineData("select *", "*", "`drop a, b`")]
    public void What_another_language_writes_is_told_in_this_one(string step, string underlined, string help)
    {
        Diagnostic diagnostic = Assert.Single(Parser.Parse(new SourceText("main.flow", "transform t = from x | " + step)).Diagnostics);

        Assert.Equal(underlined, diagnostic.Span.Text);
        Assert.Contains(help, Assert.Single(diagnostic.HelpLines), StringComparison.Ordinal);
        Assert.Null(diagnostic.Fix);
    }

    [Fact]
    public void A_file_that_is_not_utf8_is_told_so()
    {
        SyntaxTree tree = Parser.Parse(new SourceText("main.flow", "transform t = from x // caf\uFFFD") { HasInvalidUtf8 = true });

        Assert.Equal(["FL1003"], tree.Diagnostics.Select(d => d.Code));
    }

    [Theory]
    [InlineData("transform t = from x | where a = 1", "transform t = from x | where a == 1")]
    [InlineData("transform t = from x | where a == 'it'", "transform t = from x | where a == \"it\"")]
    [InlineData("transform t = x", "transform t = from x")]
    [InlineData("transfrom t = from x", "transform t = from x")]
    [InlineData("transform t = from x where a", "transform t = from x | where a")]
    [InlineData("transform t = from x | select a b", "transform t = from x | select a , b")]
    [InlineData("transform t = from x;", "transform t = from x")]
    [InlineData("transform t = from x | where a && b", "transform t = from x | where a and b")]
    [InlineData("# note\ntransform t = from x", "// note\ntransform t = from x")]
    public void A_fix_makes_the_program_parse(string program, string repaired)
    {
        DiagnosticFix fix = Assert.IsType<DiagnosticFix>(Assert.Single(Parser.Parse(new SourceText("main.flow", program)).Diagnostics).Fix);

        string text = program[..fix.Span.Start] + fix.Replacement + program[fix.Span.End..];

        Assert.Equal(repaired, text);
        Assert.Empty(Parser.Parse(new SourceText("main.flow", text)).Diagnostics);
    }

    [Fact]
    public void Every_code_of_the_syntax_catalogue_has_a_page_and_a_case()
    {
        string catalogue = RepositoryFiles.Read("compiler/FlowLang.Syntax/Diagnostics/Catalogue/SyntaxDiagnostics.cs")
            + RepositoryFiles.Read("compiler/FlowLang.Syntax/Diagnostics/Catalogue/SyntaxDiagnostics.Structure.cs");
        string folder = Path.Combine(RepositoryFiles.Root, "tests/Compiler.Tests/Syntax");
        string cases = string.Concat(Directory.EnumerateFiles(folder, "*.cs").Select(File.ReadAllText));
        string[] codes = [.. catalogue.Split('"').Where(part => part.Length == 6 && part.StartsWith("FL1", StringComparison.Ordinal))];
        foreach (string code in codes)
        {
            string page = $"docs/diagnostics/{code}.md";
            Assert.True(File.Exists(Path.Combine(RepositoryFiles.Root, page)), $"{page} is missing");
            Assert.Contains($"\"{code}\"", cases, StringComparison.Ordinal);
        }
    }
}
