using FlowLang.Syntax.Text;
using static FlowLang.Syntax.Diagnostics.Diagnostic;

namespace FlowLang.Syntax.Diagnostics.Catalogue;

/// <summary>FL4035: files as targets of streams.</summary>
public static class FolderDiagnostics
{
    public static Diagnostic StreamToFile(TextSpan at, string path) =>
        Error("FL4035", at, "a stream fills a folder with files, and this is one file")
            .Why("a file appears when it is complete, and a stream never is")
            .Help($"end the path with `/`: \"{path}/\"");
}
