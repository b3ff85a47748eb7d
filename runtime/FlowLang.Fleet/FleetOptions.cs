namespace FlowLang.Fleet;

/// <summary>What <c>flowc serve</c> was asked for.</summary>
/// <param name="Folder">Absolute; each build is a folder in it.</param>
public sealed record FleetOptions(string Folder)
{
    public string Listen { get; init; } = "127.0.0.1:8080";

    /// <summary>The file of those who may come in.</summary>
    public string? Tokens { get; init; }

    /// <summary>Nobody is asked who they are, even where other machines reach it.</summary>
    public bool IsOpen { get; init; }

    /// <summary>How long a version may take until it says that it can work.</summary>
    public TimeSpan ReadyWithin { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long runs may go on when the whole is told to end.</summary>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Where the versions lie that were served: a build may take the files of its folder away at any time.</summary>
    internal string Kept => Path.Combine(Folder, ".flow-serve");
}
