using System.Collections.Immutable;

namespace FlowLang.Runtime;

/// <summary>A program's resolved surroundings: parameters, secrets, the folder that relative paths start from, the clock.</summary>
public sealed record ProgramSettings
{
    /// <summary>Parameter values as texts in their types' canonical form.</summary>
    public required ImmutableSortedDictionary<string, string> Parameters { get; init; }

    /// <summary>The parameters' declared types.</summary>
    public ImmutableDictionary<string, ColumnType> ParameterTypes { get; init; } = ImmutableDictionary<string, ColumnType>.Empty;

    public ImmutableDictionary<string, Secret> Secrets { get; init; } = ImmutableDictionary<string, Secret>.Empty;

    /// <summary>Absolute; relative roots of file connections start here.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Absolute; where what is kept from run to run lies: the ledger, and copies of files that came from servers.</summary>
    public string StateDirectory
    {
        get => field ?? DataDirectory;
        init;
    }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>
    /// Memory of the embedded engine in bytes; what does not fit goes to temporary files. Of a stream it is what the state of its operators
    /// may take; a pipeline whose state takes more fails.
    /// </summary>
    public long EngineMemory { get; init; } = 512L << 20;

    /// <summary>Threads of the embedded engine; 0 is one a core.</summary>
    public int EngineThreads { get; init; }

    /// <summary>The text of a parameter. Throws when the program has none of that name.</summary>
    public string Parameter(string name) => Parameters[name];

    /// <summary>The secret of that name. A program that was started has all of them.</summary>
    public Secret Secret(string name) => Secrets.TryGetValue(name, out Secret? secret)
        ? secret
        : throw new FlowException(RunErrors.SecretMissing(name));
}
