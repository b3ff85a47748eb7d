namespace FlowLang.Benchmarks.Measuring;

/// <summary>The flowc of this solution's own build.</summary>
internal static class BuiltFlowc
{
    public static string Find()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string flowc = Path.Combine(at.FullName, "compiler", "FlowLang.Cli", "bin", "Release", "net10.0", "flowc");
            if (File.Exists(flowc))
            {
                return flowc;
            }
        }

        throw new InvalidOperationException("no flowc: build the solution with -c Release, or name a published one by --flowc");
    }
}
