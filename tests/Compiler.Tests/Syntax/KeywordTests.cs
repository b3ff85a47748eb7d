using System.Text.RegularExpressions;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Parsing;
using FlowLang.Syntax.Text;
using Xunit;

namespace FlowLang.Compiler.Tests.Syntax;

public sealed class KeywordTests
{
    private static readonly string[] Reserved =
    [
        "and", "as", "between", "by", "case", "cast", "distinct", "div", "else", "fail", "false", "from", "in", "is", "like", "not", "null",
        "or", "over", "reject", "true", "unbounded", "when",
    ];

    public static TheoryData<string> All => [.. Words];

    public static TheoryData<string> Soft => [.. Words.Except(Reserved)];

    private static IEnumerable<string> Words =>
        Regex.Matches(RepositoryFiles.Read("grammar/FlowLexer.g4"), "^[A-Z]+: '([a-z]+)'", RegexOptions.Multiline)
            .Select(m => m.Groups[1].Value);

    [Theory]
    [MemberData(nameof(All))]
    public void Every_keyword_is_a_column(string word) => AssertParses($$"""
        type T = { {{word}}: int32? @key, b: {{word}} }
        transform t: T = from x as x
          | where x.{{word}} > 1 and `{{word}}` == 2
          | derive {{word}} = 1, b = f({{word}}: x.{{word}}.{{word}})
          | select {{word}} = x.{{word}}, c = { {{word}}: 1 }
          | rename {{word}} = b, c = {{word}}
          | drop {{word}}, x.{{word}}
          | aggregate {{word}} = sum(b) by {{word}} = c
        test "t" for t { given x [ { {{word}}: 1 } ] expect [] }
        connection c: files { {{word}}: 1 }
        """);

    [Theory]
    [MemberData(nameof(Soft))]
    public void Keywords_that_are_not_reserved_are_names_in_expressions(string word) => AssertParses($$"""
        transform {{word}} = from {{word}} as {{word}}
          | where {{word}} > 1 and not {{word}} or {{word}} is null
          | derive a = {{word}} + {{word}}.b, b = {{word}}({{word}}, {{word}}), c = [{{word}}], d = "${{{word}}}" else {{word}}
          | select {{word}}, b
          | join {{word}} as z on {{word}} == z.{{word}}
          | aggregate n = count() by {{word}}, b
          | sort {{word}}, {{word}} desc take 5 by {{word}}
          | dedupe by {{word}} keep latest {{word}}
        pipeline {{word}} { write {{word}} to {{word}} {{word}}: 5 }
        expect on {{word}} { {{word}}({{word}}) row "x": {{word}} > 1 severity {{word}} }
        """);

    private static void AssertParses(string program)
    {
        SyntaxTree tree = Parser.Parse(new SourceText("main.flow", program));
        Assert.True(tree.Diagnostics.IsEmpty, DiagnosticRenderer.Render(tree.Diagnostics));
    }
}
