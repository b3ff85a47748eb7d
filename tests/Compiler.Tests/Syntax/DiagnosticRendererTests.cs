using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Text;
using Xunit;

namespace FlowLang.Compiler.Tests.Syntax;

public sealed class DiagnosticRendererTests
{
    [Fact]
    public void A_diagnostic_shows_the_line_with_carets_and_what_helps()
    {
        SourceText source = new("taxi.flow", new string('\n', 40) + "  | where fair > 0\n");
        int at = source.Text.IndexOf("fair", StringComparison.Ordinal);

        string text = DiagnosticRenderer.Render(Diagnostic.Error("FL2001", source.Span(at, 4), "`raw_trips` has no column `fair`")
            .DidYouMean("fare")
            .Note("columns here: trip_id, zone_id, pickup_local, dropoff_local, fare, tip"));

        Assert.Equal(
            """
            error FL2001: `raw_trips` has no column `fair`
              --> taxi.flow:41:11
               |
            41 |   | where fair > 0
               |           ^^^^ did you mean `fare`?
               = columns here: trip_id, zone_id, pickup_local, dropoff_local, fare, tip

            """.ReplaceLineEndings("\n"),
            text);
    }

    [Fact]
    public void Labels_show_the_other_places()
    {
        SourceText source = new("a.flow", "type T = int32\n\ttype T = text\n");

        string text = DiagnosticRenderer.Render(
            Diagnostic.Error("FL2005", source.Span(21, 1), "`T` is declared twice").Label(source.Span(5, 1), "first declared here"));

        Assert.Equal(
            "error FL2005: `T` is declared twice\n --> a.flow:2:7\n  |\n2 | \ttype T = text\n  | \t     ^\n --> a.flow:1:6\n  |\n"
            + "1 | type T = int32\n  |      - first declared here\n",
            text);
    }

    [Fact]
    public void Long_lines_and_control_characters_are_shown_safely()
    {
        SourceText source = new("a.flow", new string('x', 1_000_000) + "\u001b[31m" + new string('y', 1_000_000));

        string text = DiagnosticRenderer.Render(SyntaxDiagnostics.UnknownCharacter(source.Span(1_000_000, 1)));

        Assert.True(text.Length < 1_000);
        Assert.DoesNotContain('\u001b', text);
    }

    [Fact]
    public void As_json_it_is_one_line()
    {
        SourceText source = new("a.flow", "transfrom t = from x\n");

        string json = DiagnosticJson.Render(SyntaxDiagnostics.NoDeclaration(source.Span(0, 9), "transform"));

        Assert.Equal(
            """{"code":"FL1101","severity":"error","file":"a.flow","line":1,"column":1,"endLine":1,"endColumn":10,"""
            + """ "message":"a declaration can't start with `transfrom`","pointer":"did you mean `transform`?",""".TrimStart()
            + """ "notes":["a declaration starts with one of: import, param, secret, type, connection, source, stream, sink, """.TrimStart()
            + """transform, expect, pipeline, test, environment, deploy, fn, workspace"],"fix":{"file":"a.flow","line":1,"column":1,"""
            + """ "endLine":1,"endColumn":10,"replacement":"transform"}}""".TrimStart(),
            json);
    }
}
