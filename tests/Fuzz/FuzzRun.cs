using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace FlowLang.Fuzz;

/// <summary>
/// Feeds programs to an entry point until the time is up: FLOW_FUZZ_SECONDS, 20 by default; FLOW_FUZZ_SEED repeats a run, and with
/// FLOW_FUZZ_PROGRAM the program of that number alone. An exception or a program that takes longer than <see cref="Longest"/> fails with
/// the program and its number.
/// </summary>
internal static class FuzzRun
{
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    public static int Seed { get; } = Setting("FLOW_FUZZ_SEED") ?? 20240310;

    private static TimeSpan Time { get; } = TimeSpan.FromSeconds(Setting("FLOW_FUZZ_SECONDS") ?? 20);

    /// <param name="share">Which part of the whole time this run takes, for several share it.</param>
    /// <param name="programs">Programs for a seed, without end.</param>
    /// <param name="entry">What must neither throw nor hang.</param>
    /// <returns>How many programs were tried.</returns>
    public static int Until(double share, Func<Random, string> programs, Action<string> entry)
    {
        Stopwatch clock = Stopwatch.StartNew();
        int count = Setting("FLOW_FUZZ_PROGRAM") ?? 0;
        TimeSpan time = count > 0 ? TimeSpan.FromMilliseconds(1) : Time * share;
        for (; clock.Elapsed < time; count++)
        {
            string program = programs(new Random(unchecked(Seed + (count * 7919))));
            Try(program, entry, count);
        }

        return count;
    }

    private static void Try(string program, Action<string> entry, int count)
    {
        // On a thread of its own, so that a program which never ends fails the test instead of stopping it.
        Exception? thrown = null;
        Thread thread = new(() =>
        {
            try
            {
                entry(program);
            }
            catch (Exception exception)
            {
                thrown = exception;
            }
        });
        thread.IsBackground = true;
        thread.Start();
        Assert.True(thread.Join(Longest), Describe("takes too long", program, count));
        Assert.True(thrown is null, Describe($"throws {thrown}", program, count));
    }

    private static string Describe(string what, string program, int count) =>
        string.Create(CultureInfo.InvariantCulture, $"program {count} of seed {Seed} {what}\n---\n{program}\n---");

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out int value) ? value : null;
}
