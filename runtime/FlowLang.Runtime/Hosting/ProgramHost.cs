using System.CommandLine;

namespace FlowLang.Runtime;

/// <summary>
/// The command line of a generated executable. Exit codes: 0 done, 1 a run failed, 2 bad usage or configuration, 3 incompatible live
/// schema, 130 interrupted.
/// </summary>
public static class ProgramHost
{
    /// <summary>Runs the command in <paramref name="args"/> on this process's console; the result is the exit code.</summary>
    public static async Task<int> RunAsync(FlowProgram program, string[] args, IServeHost? serving = null)
    {
        using var terminal = new ProcessTerminal();
        return await RunAsync(program, args, terminal.Environment, serving);
    }

    /// <summary>Runs the command in surroundings of the caller's. Without <paramref name="serving"/> it can't be served.</summary>
    public static async Task<int> RunAsync(
        FlowProgram program, string[] args, HostEnvironment environment, IServeHost? serving = null)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(environment);
        var commands = new HostCommandLine(program.Name);
        ParseResult line = commands.Root.Parse(args);
        if (line.Action is System.CommandLine.Help.HelpAction)
        {
            return await line.InvokeAsync(new InvocationConfiguration { Output = environment.Out, Error = environment.Error });
        }

        if (line.Errors.Count > 0 && !commands.AsksVersion(line))
        {
            string problems = string.Join("\n", line.Errors.Select(e => e.Message));
            environment.Error.WriteLine(RunErrors.Usage("RT1000", problems, $"`{program.Name} --help` shows what there is").ToString());
            return (int)ErrorKind.Usage;
        }

        HostLog log = HostLog.Create(environment, commands.Log(line));
        try
        {
            return await DispatchAsync(program, commands, line, environment, log, serving);
        }
        catch (FlowException e)
        {
            log.Failed(e.Error);
            return (int)e.Error.Kind;
        }
        catch (OperationCanceledException) when (environment.Stop.IsCancellationRequested)
        {
            return 130;
        }
    }

    private static async Task<int> DispatchAsync(
        FlowProgram program, HostCommandLine commands, ParseResult line, HostEnvironment environment, HostLog log, IServeHost? serving)
    {
        Command command = line.CommandResult.Command;
        HostOptions options = commands.Options(line);
        if (command == commands.Run)
        {
            return await new RunCommand(program, options, environment, log).ExecuteAsync(environment.Stop);
        }

        if (command == commands.Backfill)
        {
            return await new BackfillCommand(program, options, environment, log).ExecuteAsync(environment.Stop);
        }

        if (command == commands.Doctor)
        {
            return await new DoctorCommand(program, options, environment, log).ExecuteAsync(environment.Stop);
        }

        if (command == commands.Notify)
        {
            return await new NotifyCommand(program, options, environment, log).ExecuteAsync(commands.Told(line), environment.Stop);
        }

        if (command == commands.Runs)
        {
            return RunsCommand.Execute(program, commands.Which(line), options, environment, log);
        }

        if (commands.Serving.All.Contains(command))
        {
            return await new ServeCommand(program, options, environment, log, serving).ExecuteAsync(commands.Serving, line);
        }

        environment.Out.WriteLine(commands.AsksVersion(line)
            ? $"{program.Name} {program.SourceHash} (compiler {program.CompilerVersion})"
            : commands.Part(line) switch
            {
                null => DescribeCommand.Summary(program, options, environment),
                "" => DescribeCommand.Whole(program),
                DescribeCommand.GrantsPart => DescribeCommand.Grants(program, options, environment),
                DescribeCommand.RulesPart => DescribeCommand.Rules(program, options, environment),
                DescribeCommand.DashboardPart => DescribeCommand.Graphs(program, options, environment),
                var part => DescribeCommand.Part(program, part),
            });
        return 0;
    }
}
