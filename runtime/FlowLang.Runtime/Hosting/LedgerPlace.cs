namespace FlowLang.Runtime;

/// <summary>
/// Where the ledger lies: as asked for, else beside the executable, else (where that can't be written) in the data directory.
/// </summary>
internal static class LedgerPlace
{
    public static RunLedger Open(FlowProgram program, HostOptions options, ProgramSettings settings)
    {
        string name = program.Name + ".ledger.db";
        if (options.Ledger is { } asked)
        {
            return RunLedger.Open(Path.GetFullPath(Path.Combine(settings.DataDirectory, asked)));
        }

        try
        {
            return RunLedger.Open(Path.Combine(AppContext.BaseDirectory, name));
        }
        catch (FlowException)
        {
            return RunLedger.Open(Path.Combine(settings.DataDirectory, name));
        }
    }
}
