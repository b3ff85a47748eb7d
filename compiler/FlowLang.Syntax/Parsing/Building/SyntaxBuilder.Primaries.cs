using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using Antlr4.Runtime;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Generated;
using FlowLang.Syntax.Nodes;
using FlowLang.Syntax.Parsing.Lexing;

namespace FlowLang.Syntax.Parsing.Building;

/// <summary>What expressions are made of: names, calls, literals, text, lists.</summary>
internal sealed partial class SyntaxBuilder
{
    private ExpressionSyntax Primary(FlowParser.PrimaryContext context) => context switch
    {
        FlowParser.LiteralPrimaryContext c => LiteralReader.Read(c.Start, tokens.SpanOf(c.Start), diagnostics),
        FlowParser.TextPrimaryContext c => Text(c.text()),
        FlowParser.NamePrimaryContext c => NameOrCall(c),
        FlowParser.ListPrimaryContext c => List(c.list()),
        FlowParser.StructPrimaryContext c => new StructExpressionSyntax(Properties(c.block()), Span(c)),
        FlowParser.ParenthesizedContext c => new ParenthesizedExpressionSyntax(Expression(c.expression()), Span(c)),
        FlowParser.CastPrimaryContext c => new CastExpressionSyntax(Expression(c.expression()), Type(c.type()), Span(c)),
        FlowParser.CasePrimaryContext c => new CaseExpressionSyntax(
            [.. c.arm().Select(a => new CaseArmSyntax(Expression(a.condition), Expression(a.result), Span(a)))],
            OptionalExpression(c.otherwise),
            Span(c)),
        _ => throw new UnreachableException(),
    };

    private ExpressionSyntax NameOrCall(FlowParser.NamePrimaryContext c)
    {
        NameSyntax name = Name(c.name());
        return c.arguments() is { } arguments ? Call(null, name, arguments, c.Start) : new NameExpressionSyntax(name, name.Span);
    }

    private CallExpressionSyntax Call(
        ExpressionSyntax? receiver, NameSyntax function, FlowParser.ArgumentsContext arguments, IToken first) =>
        new(receiver, function, Arguments(arguments), SortKeys(arguments.sortKeys()), Span(first, arguments.Stop));

    private ImmutableArray<ArgumentSyntax> Arguments(FlowParser.ArgumentsContext c) =>
        [.. c.argument().Select(a => new ArgumentSyntax(OptionalName(a.anyName()), Expression(a.expression()), Span(a)))];

    private ListExpressionSyntax List(FlowParser.ListContext c) => new([.. c.expression().Select(Expression)], Span(c));

    private TextLiteralSyntax PlainText(FlowParser.TextContext context)
    {
        switch (Text(context))
        {
            case TextLiteralSyntax literal:
                return literal;
            case var interpolated:
                diagnostics.Add(SyntaxDiagnostics.PlainTextOnly(interpolated.Span));
                return new TextLiteralSyntax("", interpolated.Span);
        }
    }

    private ExpressionSyntax Text(FlowParser.TextContext context) => context switch
    {
        FlowParser.PlainTextContext c => new TextLiteralSyntax(PlainValue(c.token), Span(c)),
        FlowParser.QuotedTextContext c => QuotedText(c),
        _ => throw new UnreachableException(),
    };

    private ExpressionSyntax QuotedText(FlowParser.QuotedTextContext c)
    {
        ImmutableArray<ExpressionSyntax> parts = [.. c.textPart().Select(TextPart)];
        return parts switch
        {
            [] => new TextLiteralSyntax("", Span(c)),
            [TextLiteralSyntax only] => only with { Span = Span(c) },
            _ => new InterpolatedTextSyntax(parts, Span(c)),
        };
    }

    private ExpressionSyntax TextPart(FlowParser.TextPartContext context)
    {
        if (context is FlowParser.InterpolationContext interpolation)
        {
            return Expression(interpolation.expression());
        }

        StringBuilder text = new();
        for (int i = context.Start.TokenIndex; i <= context.Stop.TokenIndex; i++)
        {
            IToken token = tokens.Visible[i];
            text.Append(token.Type == FlowLexer.TEXT_ESCAPE ? TextEscapes.Resolve(token.Text) : tokens.SpanOf(token).Text);
        }

        return new TextLiteralSyntax(text.ToString(), Span(context));
    }

    // Raw text that starts with a line break starts on the next line.
    private string PlainValue(IToken token)
    {
        string text = tokens.TextOf(token).ToString();
        return token.Type switch
        {
            FlowLexer.RAW_TEXT => WithoutFirstBreak(text[3..^3]),
            FlowLexer.UNTERMINATED_RAW_TEXT => WithoutFirstBreak(text[3..]),
            _ => text.Trim('\''),
        };
    }

    private static string WithoutFirstBreak(string text) => text.StartsWith("\r\n", StringComparison.Ordinal) ? text[2..]
        : text.StartsWith('\n') ? text[1..]
        : text;
}
