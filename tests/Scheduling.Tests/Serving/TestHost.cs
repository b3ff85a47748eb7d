using FlowLang.Runtime;

namespace FlowLang.Scheduling.Tests.Serving;

/// <summary>Does what a test says, as who serves a program.</summary>
internal sealed class TestHost(Func<ServeContext, Task> body) : IServeHost
{
    /// <summary>Serves by the door that generated code uses.</summary>
    public static async Task ServeAsync(FlowProgram program, Func<ServeContext, Task> body, params string[] arguments)
    {
        using StringWriter error = new();
        int exit = await ProgramHost.RunAsync(
            program, ["serve", .. arguments], new HostEnvironment { Out = TextWriter.Null, Error = error }, new TestHost(body));
        Assert.True(exit == 0, error.ToString());
    }

    public async Task<int> ServeAsync(ServeContext context, CancellationToken stop)
    {
        await body(context);
        return 0;
    }

    public Task<int> AskAsync(ServeContext context, OperatorRequest request, CancellationToken stop) => Task.FromResult(0);
}
