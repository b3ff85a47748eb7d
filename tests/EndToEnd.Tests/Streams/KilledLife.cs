using FlowLang.EndToEnd.Tests.BadInput;
using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.Streams;

/// <summary>A life of the pipeline `live` that ends by kill -9 while it works.</summary>
internal static class KilledLife
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <param name="program">With the pipeline.</param>
    /// <param name="hasBegun">Whether it has written something; asked until it has.</param>
    /// <param name="more">Milliseconds that it goes on then.</param>
    public static async Task LiveAsync(BuiltProgram program, Func<Task<bool>> hasBegun, int more)
    {
        using RunningProgram running = RunningProgram.Start(program, "live");
        using CancellationTokenSource late = new(Patience);
        while (!await hasBegun())
        {
            Assert.False(running.HasEnded || late.IsCancellationRequested, running.Said);
            await Task.Delay(25);
        }

        await Task.Delay(more);
        Assert.False(running.HasEnded, running.Said);
        await running.SignalAsync("KILL");
        Assert.Equal(137, await running.EndAsync());
    }
}
