using FlowLang.Syntax.Text;
using static FlowLang.Syntax.Diagnostics.Diagnostic;

namespace FlowLang.Syntax.Diagnostics.Catalogue;

/// <summary>FL9xxx: mistakes and bounds of the compiler itself.</summary>
public static class CompilerDiagnostics
{
    /// <param name="report">The file that holds what is needed to find the mistake.</param>
    public static Diagnostic GeneratedCodeInvalid(TextSpan at, string? report) =>
        Error("FL9001", at, "the compiler generated code that does not compile; this is a mistake of flowc, not of the program")
            .Note(report is null ? null : $"report: {report}")
            .Help("please send the report with the program, or as small a program as shows it");

    /// <param name="stage">What flowc was doing: `parsing`, `planning`.</param>
    public static Diagnostic StageFailed(string stage, string? report) =>
        Error("FL9002", TextSpan.None, $"flowc failed while {stage}; this is a mistake of flowc, not of the program")
            .Note(report is null ? null : $"report: {report}")
            .Help("please send the report with the program, or as small a program as shows it");

    public static Diagnostic ProgramTooLarge() =>
        Error("FL9003", TextSpan.None, "the program has more text than fits into one executable")
            .Note("an executable of .NET holds 14 MB of short texts, such as names and paths, and 60,000 longer ones, such as queries")
            .Help("make two workspaces of it; `flowc serve` has the executables behind one address");
}
