using FlowLang.Syntax.Text;
using static FlowLang.Syntax.Diagnostics.Diagnostic;

namespace FlowLang.Syntax.Diagnostics.Catalogue;

/// <summary>FL19xx: files of a workspace that can't be taken as source text, and `flow.lock`.</summary>
public static class WorkspaceDiagnostics
{
    public static Diagnostic NoFiles(string folder) =>
        Error("FL1900", TextSpan.None, $"`{folder}` has no `.flow` files")
            .Help("name the folder that holds the program, or make one: `flowc new NAME`");

    public static Diagnostic Unreadable(TextSpan at, string why) =>
        Error("FL1901", at, $"`{at.Source.Path}` can't be read").Why(why)
            .Help("make it readable for the user who runs flowc, or move it out of the workspace");

    public static Diagnostic LeavesWorkspace(TextSpan at) =>
        Error("FL1902", at, $"`{at.Source.Path}` is a symbolic link that leaves the workspace")
            .Why("a workspace is compiled from its own files only, so that the same folder always gives the same program")
            .Help("copy the file into the workspace");

    public static Diagnostic TooLarge(TextSpan at, long bytes, long limit) =>
        Error("FL1903", at, $"`{at.Source.Path}` has {bytes} bytes; a `.flow` file may have at most {limit}")
            .Help("split it, or remove what is not a program");

    public static Diagnostic NotText(TextSpan at, string found) =>
        Error("FL1904", at, $"`{at.Source.Path}` is not UTF-8 text: it looks like {found}")
            .Help("save it as UTF-8, or move it out of the workspace");

    public static Diagnostic LockUnreadable(TextSpan at, string why) =>
        Error("FL1905", at, "`flow.lock` can't be read").Why(why).Help("write it again: `flowc lock`");
}
