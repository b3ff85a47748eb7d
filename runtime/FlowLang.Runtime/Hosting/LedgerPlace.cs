namespace FlowLang.Runtime;

/// <summary>
/// Where the ledger lies: in the file that is asked for, else in the program's database, else beside the executable, else (where that
/// can't be written) in the data directory.
/// </summary>
internal static class LedgerPlace
{
    /// <summary>Where the ledger is tried first, and where other things that runs keep belong.</summary>
    public static string FolderOf(HostOptions options, string data, HostEnvironment environment) => options.Ledger is { } asked
        ? Path.GetDirectoryName(Path.GetFullPath(Path.Combine(data, asked))) ?? data
        : environment.Variable("FLOW_STATE") is { Length: > 0 } folder ? Path.GetFullPath(folder)
        : environment.ProgramDirectory;

    public static RunLedger Open(FlowProgram program, HostOptions options, ProgramSettings settings, HostEnvironment environment)
    {
        string name = program.Name + ".ledger.db";
        if (options.Ledger is { } asked)
        {
            return RunLedger.Open(Path.GetFullPath(Path.Combine(settings.DataDirectory, asked)), environment.LedgerPatience);
        }

        if (program.CreateLedger(settings) is { } database)
        {
            return RunLedger.Open(database, environment.LedgerPatience);
        }

        try
        {
            return RunLedger.Open(Path.Combine(settings.StateDirectory, name), environment.LedgerPatience);
        }
        catch (FlowException e) when (LedgerErrors.IsUnwritable(e))
        {
            // Only then: with a ledger that is busy or damaged, going elsewhere would split the history without a word.
            return RunLedger.Open(Path.Combine(settings.DataDirectory, name), environment.LedgerPatience);
        }
    }
}
