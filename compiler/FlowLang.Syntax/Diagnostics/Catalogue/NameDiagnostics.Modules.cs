using FlowLang.Syntax.Text;
using static FlowLang.Syntax.Diagnostics.Diagnostic;

namespace FlowLang.Syntax.Diagnostics.Catalogue;

/// <summary>FL202x: files and imports.</summary>
public static partial class NameDiagnostics
{
    public static Diagnostic ImportedFileMissing(TextSpan at, string path, string? suggestion) =>
        Error("FL2020", at, $"there is no file \"{path}\" in this workspace")
            .Pointer(suggestion is null ? null : $"did you mean \"{suggestion}\"?")
            .Help("paths are relative to this file: `from \"./rules.flow\"`");

    public static Diagnostic ImportedNameMissing(TextSpan at, string name, string path, IReadOnlyCollection<string> names) =>
        Error("FL2021", at, $"{path} declares nothing called `{name}`")
            .DidYouMean(Suggestions.DidYouMean(name, names))
            .Note(List("it declares", names));

    public static Diagnostic ImportCycle(TextSpan at, IReadOnlyCollection<string> files) =>
        Error("FL2022", at, "these files import one another in a circle")
            .Note(string.Join(" → ", files))
            .Help("move what they share to a file of its own");

    public static Diagnostic ImportOutsideWorkspace(TextSpan at, string path) =>
        Error("FL2023", at, $"\"{path}\" leaves the workspace")
            .Help("imports are relative paths with `/` to files inside the workspace: `from \"./rules.flow\"`");

    public static Diagnostic ImportedTwice(TextSpan at, string name) =>
        Error("FL2024", at, $"`{name}` is imported twice").Help("import it once, or give one of them another name: `{ a as b }`");

    public static Diagnostic NotUniqueInWorkspace(TextSpan at, string kind, string name, TextSpan first) =>
        Error("FL2025", at, $"the {kind} `{name}` is there twice in this workspace")
            .Label(first, "first declared here")
            .Why($"a run names {kind}s without their file")
            .Help("rename one of them");
}
