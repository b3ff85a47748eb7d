using System.CommandLine;

namespace FlowLang.Cli.Commands;

/// <summary>The folder that most commands take.</summary>
internal static class WorkspaceArgument
{
    public static Argument<string> Create() => new("workspace")
    {
        Description = "Folder of .flow files.",
        DefaultValueFactory = _ => ".",
    };
}
