using System.Text.RegularExpressions;
using FlowLang.EndToEnd.Tests.BadInput;

namespace FlowLang.EndToEnd.Tests.Serve;

/// <summary>A built program that serves on a port that the system chose.</summary>
internal static partial class ServedProgram
{
    public static RunningProgram Start(BuiltProgram program) => RunningProgram.Start(
        program.Executable, program.Folder, ["serve", "--listen", "127.0.0.1:0"], program.Variables);

    /// <summary>A client of it, when it listens.</summary>
    public static async Task<HttpClient> ClientAsync(RunningProgram served)
    {
        await served.UntilAsync(() => Address().IsMatch(served.Said), "it says where it listens");
        return new HttpClient { BaseAddress = new Uri(Address().Match(served.Said).Value) };
    }

    [GeneratedRegex("http://127\\.0\\.0\\.1:[0-9]+")]
    private static partial Regex Address();
}
