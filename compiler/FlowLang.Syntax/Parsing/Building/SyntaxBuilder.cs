using System.Collections.Immutable;
using Antlr4.Runtime;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Generated;
using FlowLang.Syntax.Nodes;
using FlowLang.Syntax.Parsing.Lexing;
using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Parsing.Building;

/// <summary>ANTLR's tree to syntax nodes; the last place that sees a type of ANTLR.</summary>
internal sealed partial class SyntaxBuilder(FlowTokens tokens, DiagnosticBag diagnostics)
{
    /// <summary>A name from its token, without backticks.</summary>
    public NameSyntax Name(IToken token)
    {
        TextSpan span = tokens.SpanOf(token);
        string text = span.Text;
        return new NameSyntax(token.Type is FlowLexer.QUOTED_NAME or FlowLexer.BAD_QUOTED_NAME ? text.Trim('`') : text, span);
    }

    private NameSyntax Name(FlowParser.NameContext context) => Name(context.Start);

    private NameSyntax Name(FlowParser.AnyNameContext context) => Name(context.Start);

    private NameSyntax? OptionalName(FlowParser.NameContext? context) => context is null ? null : Name(context);

    private NameSyntax? OptionalName(FlowParser.AnyNameContext? context) => context is null ? null : Name(context);

    private TextSpan Span(ParserRuleContext context) => Span(context.Start, context.Stop);

    private TextSpan Span(IToken first, IToken last) =>
        tokens.Source.Span(first.StartIndex, Math.Max(0, last.StopIndex + 1 - first.StartIndex));

    // A step is underlined from its keyword, not from the pipe before it.
    private TextSpan StepSpan(FlowParser.StepContext context) => Span(tokens.Visible[context.Start.TokenIndex + 1], context.Stop);

    private ImmutableArray<PropertySyntax> Properties(FlowParser.BlockContext? block)
    {
        if (block is null)
        {
            return [];
        }

        ImmutableArray<PropertySyntax> properties =
        [
            .. block.property().Select(p => Property(p, p.anyName().Start, p.propertyValue(), p.block())),
        ];
        CheckNamesOnce(properties);
        return properties;
    }

    private PropertySyntax Property(
        ParserRuleContext whole, IToken name, FlowParser.PropertyValueContext value, FlowParser.BlockContext? options) =>
        new(Name(name), PropertyValue(value), Properties(options), Span(whole));

    private ExpressionSyntax PropertyValue(FlowParser.PropertyValueContext value) =>
        value.word is null ? Expression(value.expression()) : new NameExpressionSyntax(Name(value.word), tokens.SpanOf(value.word));

    private void CheckNamesOnce(ImmutableArray<PropertySyntax> properties)
    {
        Dictionary<string, TextSpan> seen = new(StringComparer.Ordinal);
        foreach (PropertySyntax property in properties)
        {
            if (!seen.TryAdd(property.Name.Text, property.Name.Span))
            {
                diagnostics.Add(SyntaxDiagnostics.SetTwice(property.Name.Span, property.Name.Text, seen[property.Name.Text]));
            }
        }
    }
}
