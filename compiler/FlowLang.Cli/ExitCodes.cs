namespace FlowLang.Cli;

/// <summary>What flowc ends with; scripts rely on these.</summary>
internal static class ExitCodes
{
    public const int Done = 0;

    /// <summary>The program has errors, a test failed, a run failed.</summary>
    public const int Failed = 1;

    /// <summary>Bad usage or surroundings: an unknown option, a folder that is not there, a full disk.</summary>
    public const int Usage = 2;

    /// <summary>A live schema is not what the program was compiled for.</summary>
    public const int IncompatibleSchema = 3;

    /// <summary>Of `flowc deploy --plan`: what changes makes something restart.</summary>
    public const int NeedsRestart = 4;

    /// <summary>Of `flowc deploy --plan`: what changes takes data away, or needs a person.</summary>
    public const int Breaking = 5;

    public const int Interrupted = 130;
}
