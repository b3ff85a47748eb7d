// Made by flowc 0.0.0 for baseline. The next build writes it again.
using FlowLang.Connectors.Files;
using FlowLang.Runtime;

/// <summary>The connections that pipelines use. Each is made when it is first asked for; none is opened before a run needs it.</summary>
internal sealed class Connections(ProgramSettings settings)
{
    public ProgramSettings Settings => settings;

    /// <summary>main.flow:2</summary>
    public FilesConnection Lake => field ??= new("lake", "../data", settings);
}
