using System.Collections.Immutable;

namespace FlowLang.Runtime;

/// <summary><c>notify --test</c>: sends something to who is told of failures, and says whether it arrived.</summary>
internal sealed class NotifyCommand(FlowProgram program, HostOptions options, HostEnvironment environment, HostLog log)
{
    public async Task<int> ExecuteAsync(ImmutableArray<string> names, CancellationToken stop)
    {
        ProgramSettings settings = await SettingsResolver.ResolveAsync(program, options, environment, stop);
        ImmutableArray<NotifierDeclaration> declared = program.CreateNotifiers(settings);
        if (declared.IsEmpty)
        {
            throw new FlowException(NoticeErrors.NobodyToTell(program.Name));
        }

        if (names.FirstOrDefault(n => declared.All(d => d.Name != n)) is { } unknown)
        {
            throw new FlowException(NoticeErrors.Unknown(unknown, declared.Select(d => d.Name)));
        }

        FlowError? first = null;
        foreach (NotifierDeclaration one in declared.Where(d => names.IsEmpty || names.Contains(d.Name)))
        {
            FlowError? error = await TellAsync(one, settings.Time.GetUtcNow(), stop);
            first ??= error;
        }

        return first is null ? 0 : (int)first.Kind;
    }

    private async Task<FlowError?> TellAsync(NotifierDeclaration declared, DateTimeOffset now, CancellationToken stop)
    {
        try
        {
            Notifier notifier = declared.Create();
            using var made = notifier as IDisposable;
            string id = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"test.{now.ToUnixTimeMilliseconds()}");
            await notifier.SendAsync(new Notice(id, NoticeKind.Test, program.Name, "", now), stop);
            log.Result($"{declared.Name}: told");
            return null;
        }
        catch (FlowException e)
        {
            log.Failed(e.Error);
            return e.Error;
        }
    }
}
