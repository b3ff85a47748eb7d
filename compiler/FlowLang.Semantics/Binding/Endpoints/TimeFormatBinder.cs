using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Functions.Times;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Binding.Endpoints;

/// <summary>`date_format: "dd.MM.yyyy"`, or a list with a format of dates and one of times.</summary>
internal static class TimeFormatBinder
{
    /// <summary>Null where it is no text and no list of texts.</summary>
    public static TextListOption? Bind(ExpressionSyntax syntax, BindingContext context)
    {
        ImmutableArray<ExpressionSyntax> items = syntax is ListExpressionSyntax list ? list.Items : [syntax];
        ImmutableArray<TextLiteralSyntax> texts = [.. items.OfType<TextLiteralSyntax>()];
        if (texts.IsEmpty || texts.Length < items.Length)
        {
            return null;
        }

        HashSet<bool> seen = [];
        foreach (TextLiteralSyntax text in texts)
        {
            bool hasClock = TimeFormat.Of(text.Value).HasClock;
            if (TimeFormat.CheckForParsing(text.Value, text.Span) is { } mistake)
            {
                context.Report(mistake);
            }
            else if (!seen.Add(hasClock))
            {
                context.Report(TypeDiagnostics.TimeFormatUnused(text.Span, text.Value, $"another one is for {Columns(hasClock)} already"));
            }
        }

        return new TextListOption([.. texts.Select(t => t.Value)]);
    }

    /// <summary>A source must have columns that its formats are for: else they are read in another form than the program says.</summary>
    public static void CheckColumns(RowType row, BoundEndpoint source, BindingContext context)
    {
        DateFormats formats = DateFormats.Of(source);
        Check(formats.Days, formats, hasClock: false);
        Check(formats.Times, formats, hasClock: true);

        void Check(string? format, DateFormats all, bool hasClock)
        {
            if (format is not null && !row.Fields.Any(f => all.For(f.Type.Type) == format))
            {
                TextSpan span = source.Options.First(o => o.Name == DateFormats.Option).Span;
                string what = $"{(hasClock ? "with" : "without")} a time of day";
                context.Report(TypeDiagnostics.TimeFormatUnused(
                    span, format, $"{what} it is for {Columns(hasClock)}, and the source has none"));
            }
        }
    }

    private static string Columns(bool hasClock) => hasClock ? "`datetime` and `instant` columns" : "`date` columns";
}
