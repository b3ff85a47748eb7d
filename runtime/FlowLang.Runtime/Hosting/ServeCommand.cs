using System.CommandLine;

namespace FlowLang.Runtime;

/// <summary><c>serve</c>, and the commands that ask about a program that is served: what the host that was handed in does.</summary>
internal sealed class ServeCommand(
    FlowProgram program, HostOptions options, HostEnvironment environment, HostLog log, IServeHost? serving)
{
    public async Task<int> ExecuteAsync(ServeCommandLine commands, ParseResult line)
    {
        if (serving is null)
        {
            throw new FlowException(RunErrors.Usage(
                "RT1010", $"{program.Name} was built without a scheduler", "build it with `flowc build`"));
        }

        OperatorRequest? request = commands.Request(line);
        bool serves = request is null;
        // Where some pipelines are named, they ask for their own secrets.
        ProgramSettings settings = serves
            ? await SettingsResolver.ResolveAsync(program, options, environment, options.Pipelines.IsEmpty, environment.Stop)
            : SettingsResolver.Resolve(program, options, environment, needSecrets: false);
        using RunLedger ledger = LedgerPlace.Open(program, options, settings, environment);
        // Live progress of many runs at once would be noise on a terminal.
        HostLog lines = serves && log is TerminalLog ? new PlainLog(environment) : log;
        var context = new ServeContext(
            program, settings, commands.Options(line, options), environment, ledger, lines);
        try
        {
            return request is null
                ? await serving.ServeAsync(context, environment.Stop)
                : await serving.AskAsync(context, request, environment.Stop);
        }
        catch (Exception e) when (e is not (FlowException or OperationCanceledException))
        {
            if (environment.Variable("FLOW_DEBUG") is "1")
            {
                environment.Error.WriteLine(e.ToString());
            }

            throw new FlowException(RunErrors.Unexpected(e, null), e);
        }
    }
}
