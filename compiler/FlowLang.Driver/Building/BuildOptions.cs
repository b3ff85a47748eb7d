namespace FlowLang.Driver.Building;

/// <summary>How an executable is built.</summary>
/// <param name="Output">Folder; made where it is missing.</param>
public sealed record BuildOptions(string Output)
{
    /// <summary>Brings the .NET runtime along; else the machine that runs the program needs .NET 10.</summary>
    public bool IsSelfContained { get; init; } = true;

    /// <summary>Makes one `NAME.tar.gz` of the folder, with its SHA-256 beside it.</summary>
    public bool MakesPackage { get; init; }

    /// <summary>Links libraries instead of copying them: for builds that stay on this machine, with this flowc.</summary>
    public bool LinksLibraries { get; init; }
}
