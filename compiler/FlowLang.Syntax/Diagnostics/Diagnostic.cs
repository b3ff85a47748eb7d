using System.Collections.Immutable;
using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Diagnostics;

/// <summary>One mistake: what is wrong, where, why, and what to do. Made by the factories of the catalogue only.</summary>
public sealed record Diagnostic(string Code, DiagnosticSeverity Severity, TextSpan Span, string Message)
{
    /// <summary>What stands behind the carets under <see cref="Span"/>; may be absent.</summary>
    public string? PointerText { get; init; }

    public ImmutableArray<DiagnosticLabel> Labels { get; init; } = [];

    /// <summary>Whole lines after `=`: `why: …`, `columns here: …`.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    public ImmutableArray<string> HelpLines { get; init; } = [];

    public DiagnosticFix? Fix { get; init; }

    public bool IsError => Severity == DiagnosticSeverity.Error;

    public static Diagnostic Error(string code, TextSpan at, string message) => new(code, DiagnosticSeverity.Error, at, message);

    public static Diagnostic Warning(string code, TextSpan at, string message) => new(code, DiagnosticSeverity.Warning, at, message);

    public static Diagnostic Info(string code, TextSpan at, string message) => new(code, DiagnosticSeverity.Info, at, message);

    /// <summary>Text behind the carets. A null text changes nothing.</summary>
    public Diagnostic Pointer(string? text) => text is null ? this : this with { PointerText = text };

    public Diagnostic Label(TextSpan at, string text) => this with { Labels = Labels.Add(new DiagnosticLabel(at, text)) };

    /// <summary>A line of its own: <c>= columns here: a, b</c>. A null text changes nothing.</summary>
    public Diagnostic Note(string? text) => text is null ? this : this with { Notes = Notes.Add(text) };

    public Diagnostic Why(string? text) => text is null ? this : Note("why: " + text);

    /// <summary>What to do. A null text changes nothing.</summary>
    public Diagnostic Help(string? text) => text is null ? this : this with { HelpLines = HelpLines.Add(text) };

    public Diagnostic FixWith(TextSpan at, string replacement) => this with { Fix = new DiagnosticFix(at, replacement) };

    /// <summary>
    /// Offers <paramref name="suggestion"/> instead of the underlined text, behind the carets and as a fix. Null changes nothing.
    /// </summary>
    public Diagnostic DidYouMean(string? suggestion) =>
        suggestion is null ? this : Pointer($"did you mean `{suggestion}`?").FixWith(Span, suggestion);

    public override string ToString() => $"{Span}: {Severity} {Code}: {Message}";
}
