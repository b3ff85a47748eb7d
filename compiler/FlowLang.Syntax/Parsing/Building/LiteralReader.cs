using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using Antlr4.Runtime;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;
using FlowLang.Syntax.Text;
using static FlowLang.Syntax.Generated.FlowLexer;

namespace FlowLang.Syntax.Parsing.Building;

/// <summary>Values of literals. What is out of range is reported and read as zero, so that nothing else is wrong because of it.</summary>
internal static class LiteralReader
{
    private const int MostDigits = 38;

    public static LiteralSyntax Read(IToken token, TextSpan span, DiagnosticBag diagnostics) => token.Type switch
    {
        NULL => new NullLiteralSyntax(span),
        TRUE => new BoolLiteralSyntax(true, span),
        FALSE => new BoolLiteralSyntax(false, span),
        INTEGER => Integer(span, diagnostics),
        DECIMAL => Decimal(span, diagnostics),
        FLOAT => Float(span, diagnostics),
        DURATION => UnitReader.Duration(span, diagnostics),
        SIZE => UnitReader.Size(span, diagnostics),
        DATE or TIME or DATETIME or INSTANT => TimeReader.Read(token.Type, span, diagnostics),
        BAD_NUMBER => new IntegerLiteralSyntax(BigInteger.Zero, span),
        _ => throw new UnreachableException(),
    };

    private static IntegerLiteralSyntax Integer(TextSpan span, DiagnosticBag diagnostics)
    {
        string digits = Digits(span).TrimStart('0');
        if (digits.Length <= MostDigits)
        {
            BigInteger value = digits.Length == 0 ? BigInteger.Zero : BigInteger.Parse(digits, CultureInfo.InvariantCulture);
            return new IntegerLiteralSyntax(value, span);
        }

        diagnostics.Add(SyntaxDiagnostics.NumberOutOfRange(span, $"whole numbers have at most {MostDigits} digits"));
        return new IntegerLiteralSyntax(BigInteger.Zero, span);
    }

    private static DecimalLiteralSyntax Decimal(TextSpan span, DiagnosticBag diagnostics)
    {
        string text = Digits(span);
        int scale = text.Length - text.IndexOf('.', StringComparison.Ordinal) - 1;
        string digits = text.Replace(".", "", StringComparison.Ordinal).TrimStart('0');
        if (digits.Length <= MostDigits && scale <= MostDigits)
        {
            BigInteger unscaled = digits.Length == 0 ? BigInteger.Zero : BigInteger.Parse(digits, CultureInfo.InvariantCulture);
            return new DecimalLiteralSyntax(unscaled, scale, span);
        }

        diagnostics.Add(SyntaxDiagnostics.NumberOutOfRange(span, $"decimals have at most {MostDigits} digits"));
        return new DecimalLiteralSyntax(BigInteger.Zero, 0, span);
    }

    private static FloatLiteralSyntax Float(TextSpan span, DiagnosticBag diagnostics)
    {
        if (double.TryParse(Digits(span), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value))
        {
            return new FloatLiteralSyntax(value, span);
        }

        diagnostics.Add(SyntaxDiagnostics.NumberOutOfRange(span, "a float64 goes to about 1.8e308"));
        return new FloatLiteralSyntax(0, span);
    }

    private static string Digits(TextSpan span) => span.Text.Replace("_", "", StringComparison.Ordinal);
}
