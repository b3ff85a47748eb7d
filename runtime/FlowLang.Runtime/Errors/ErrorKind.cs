namespace FlowLang.Runtime;

/// <summary>What an error means for the process; the values are the exit codes.</summary>
public enum ErrorKind
{
    /// <summary>A run failed.</summary>
    Run = 1,

    /// <summary>Bad usage or configuration: nothing was started.</summary>
    Usage = 2,

    /// <summary>A live schema is not what the program was compiled for: refused before the first row.</summary>
    Schema = 3,
}
