using FlowLang.Driver;
using FlowLang.Emit;

namespace FlowLang.Cli.Commands;

/// <summary>Which deployment of a program is meant.</summary>
internal static class DeploymentName
{
    /// <summary>The one that is asked for, which there must be, else the only one; null where there are none or several.</summary>
    public static string? Choose(string? asked, EmittedFiles files)
    {
        string[] known = [.. files.Deployments.Select(d => d.Key)];
        return asked is null ? (known.Length == 1 ? known[0] : null)
            : known.Contains(asked) ? asked
            : throw new DriverException($"there is no deployment called `{asked}`")
            {
                Help = known.Length == 0 ? "the program has no `deploy` block" : $"there are: {string.Join(", ", known)}",
            };
    }
}
