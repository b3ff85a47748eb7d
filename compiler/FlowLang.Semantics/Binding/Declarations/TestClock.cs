using FlowLang.Semantics.Binding.Expressions;
using FlowLang.Semantics.Binding.Queries;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>`advance watermark to …` and `advance clock to …`.</summary>
internal static class TestClock
{
    private const string Watermark = "watermark";
    private const string Clock = "clock";

    /// <param name="ended">The tested transform, where its rows end; null for streams.</param>
    public static void Bind(AdvanceSyntax syntax, TransformSymbol? ended, TestSteps steps, BindingContext context)
    {
        if (ended is not null)
        {
            context.Report(StreamDiagnostics.NoTimeInTest(syntax.Span, ended.Name, ended.Span));
            return;
        }

        if (syntax.Clock.Text is not (Watermark or Clock))
        {
            context.Report(StreamDiagnostics.UnknownClock(syntax.Clock.Span, syntax.Clock.Text));
            return;
        }

        ExpressionContext constants = new(context, RowScope.Empty);
        if (Constants.Bind(syntax.To, $"`advance {syntax.Clock.Text} to`", constants) is not { } literal
            || Constants.Require(literal, new TypeRef(InstantType.Instance), constants) is not { Value: DateTime to })
        {
            return;
        }

        bool isClock = syntax.Clock.Text == Clock;
        if (to <= (isClock ? steps.LastClock : steps.LastWatermark))
        {
            context.Report(StreamDiagnostics.TimeGoesBack(syntax.To.Span, syntax.Clock.Text));
        }

        if (isClock)
        {
            steps.AdvanceClock(to);
        }
        else
        {
            steps.AdvanceWatermark(to);
        }
    }
}
