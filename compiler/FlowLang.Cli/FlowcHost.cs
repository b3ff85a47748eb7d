using System.CommandLine;
using System.Runtime.InteropServices;
using FlowLang.Cli.Commands;
using FlowLang.Cli.Terminal;
using FlowLang.Driver;
using FlowLang.Driver.Building;
using FlowLang.Syntax.Diagnostics.Catalogue;

namespace FlowLang.Cli;

/// <summary>The process: reads the command line, runs the command, turns what happens into an exit code.</summary>
internal static class FlowcHost
{
    /// <summary>How long an interrupted command may take to clean up.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    public static async Task<int> RunAsync(string[] args)
    {
        using CancellationTokenSource interrupted = new();
        using PosixSignalRegistration onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, c => Interrupt(c, interrupted));
        using PosixSignalRegistration onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, c => Interrupt(c, interrupted));
        try
        {
            return await InvokeAsync(args, interrupted.Token);
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Interrupted;
        }
        catch (DriverException e)
        {
            return Fail(e);
        }
        catch (IOException e) when (IsClosedPipe(e))
        {
            // The reader of the pipe has gone (`flowc explain | head`): nobody is left to tell.
            return ExitCodes.Done;
        }
        catch (Exception e)
        {
            DiagnosticPrinter.WriteText(Stdio.Errors, [CompilerDiagnostics.StageFailed("running the command", BugReport.Write(e))]);
            return ExitCodes.Failed;
        }
    }

    private static async Task<int> InvokeAsync(string[] args, CancellationToken cancel)
    {
        (string[] own, string[] passedOn) = RunCommand.Split(args);
        RootCommand root = FlowcCommand.Create(passedOn);
        ParseResult parsed = root.Parse(own);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                Stdio.Errors.Line($"{Stdio.Errors.Paint(Colors.Error, "error:")} {error.Message}");
            }

            Stdio.Errors.Line("try `flowc --help`");
            return ExitCodes.Usage;
        }

        InvocationConfiguration configuration = new()
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
            Output = Stdio.Out.Writer,
            Error = Stdio.Errors.Writer,
        };
        return await parsed.InvokeAsync(configuration, cancel);
    }

    private static int Fail(DriverException e)
    {
        TerminalStream stream = Stdio.Errors;
        stream.Line($"{stream.Paint(Colors.Error, "error:")} {stream.Paint(Colors.Strong, e.Message)}");
        if (e.Why is not null)
        {
            stream.Line($"  = why: {e.Why}");
        }

        if (e.Help is not null)
        {
            stream.Line($"  = help: {e.Help}");
        }

        return ExitCodes.Usage;
    }

    private static void Interrupt(PosixSignalContext context, CancellationTokenSource interrupted)
    {
        // A second signal ends the process at once, as usual.
        context.Cancel = !interrupted.IsCancellationRequested;
        if (!context.Cancel)
        {
            return;
        }

        interrupted.Cancel();
        _ = Task.Delay(Grace).ContinueWith(_ => Environment.Exit(ExitCodes.Interrupted), TaskScheduler.Default);
    }

    private static bool IsClosedPipe(IOException e)
    {
        const int BrokenPipe = 32;
        return (e.HResult & 0xFFFF) == BrokenPipe;
    }
}
