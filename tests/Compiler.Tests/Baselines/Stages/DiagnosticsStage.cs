using FlowLang.Syntax.Diagnostics;

namespace FlowLang.Compiler.Tests.Baselines.Stages;

/// <summary>What a user is told, under the lines it is about; and the rest of each message as it is printed.</summary>
internal sealed class DiagnosticsStage : BaselineStage
{
    public override IEnumerable<(string File, string Text)> Print(BaselineCase program)
    {
        if (program.Bound.Diagnostics.IsEmpty)
        {
            return [];
        }

        string text = AnnotatedSource.Print(
            program,
            tree => program.Bound.Diagnostics.Where(diagnostic => ReferenceEquals(diagnostic.Span.Source, tree.Source))
                .Select(diagnostic => (diagnostic.Span, Describe(diagnostic))));
        return [("diagnostics.txt", text)];
    }

    private static string Describe(Diagnostic diagnostic) =>
        string.Join('\n',
            [
                $"{diagnostic.Severity.ToString().ToLowerInvariant()} {diagnostic.Code}: {diagnostic.Message}",
                .. diagnostic.PointerText is { } pointer ? [$"^ {pointer}"] : Array.Empty<string>(),
                .. diagnostic.Labels.Select(label => $"- {label.Span.Line}:{label.Span.Column} {label.Text}"),
                .. diagnostic.Notes.Select(note => $"= {note}"),
                .. diagnostic.HelpLines.Select(help => $"= help: {help}"),
                .. diagnostic.Fix is { } fix ? [$"fix: |{fix.Span.Text}| -> |{fix.Replacement}|"] : Array.Empty<string>(),
            ]);
}
