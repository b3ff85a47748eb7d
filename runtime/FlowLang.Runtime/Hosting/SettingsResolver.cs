using System.Collections.Immutable;
using System.Globalization;

namespace FlowLang.Runtime;

/// <summary>Makes a program's settings from options, environment and files; every mistake is one error of usage.</summary>
internal static class SettingsResolver
{
    private static readonly (string, int)[] s_units = [("KB", 10), ("MB", 20), ("GB", 30), ("B", 0)];

    /// <summary>For commands that open connections: with the secrets that a store keeps. Throws where one can't be read.</summary>
    /// <param name="needSecrets">False where not all of the others are used.</param>
    public static async Task<ProgramSettings> ResolveAsync(
        FlowProgram program, HostOptions options, HostEnvironment environment, bool needSecrets, CancellationToken cancel)
    {
        ProgramSettings settings = Resolve(program, options, environment, needSecrets);
        await RefreshAsync(settings, cancel);
        return settings;
    }

    /// <inheritdoc cref="ResolveAsync(FlowProgram, HostOptions, HostEnvironment, bool, CancellationToken)"/>
    public static Task<ProgramSettings> ResolveAsync(
        FlowProgram program, HostOptions options, HostEnvironment environment, CancellationToken cancel) =>
        ResolveAsync(program, options, environment, needSecrets: true, cancel);

    /// <summary>Before connections are made: the newest versions of secrets that a store keeps.</summary>
    public static async Task RefreshAsync(ProgramSettings settings, CancellationToken cancel)
    {
        foreach (Secret secret in settings.Secrets.Values)
        {
            await secret.RevealAsync(cancel);
        }
    }

    /// <summary><paramref name="needSecrets"/>: false for commands that open nothing.</summary>
    public static ProgramSettings Resolve(
        FlowProgram program, HostOptions options, HostEnvironment environment, bool needSecrets = true)
    {
        string data = Path.GetFullPath(
            Path.Combine(environment.Directory, options.DataDirectory ?? environment.Variable("FLOW_DATA") ?? "."));
        return new()
        {
            Parameters = Parameters(program, options),
            ParameterTypes = program.Parameters.ToImmutableDictionary(p => p.Name, p => p.Type),
            Secrets = program.Secrets.Select(s => Secret(program, s, environment, needSecrets)).OfType<Secret>()
                .ToImmutableDictionary(s => s.Name),
            DataDirectory = data,
            StateDirectory = LedgerPlace.FolderOf(options, data, environment),
            Time = environment.Time,
            EngineMemory = Memory(options.Memory ?? environment.Variable("FLOW_MEMORY") ?? "512MB"),
            EngineThreads = options.Threads,
        };
    }

    private static Secret? Secret(FlowProgram program, SecretDeclaration secret, HostEnvironment environment, bool needed) =>
        secret.Origin == SecretOrigin.Store && program.SecretStore is { } store
            ? new KeptSecret(secret.Name, store, secret.Location, environment.Time)
            : Find(secret, environment, needed) is { } value ? new Secret(secret.Name, value) : null;

    /// <summary>A secret's value, or null when it is nowhere; throws RT1001 when it must be there.</summary>
    public static string? Find(SecretDeclaration secret, HostEnvironment environment, bool needed)
    {
        string? value = secret.Origin switch
        {
            SecretOrigin.Environment => environment.Variable(secret.Location),
            _ => ReadFile(Path.Combine(environment.Directory, secret.Location)),
        };
        return value is null && needed
            ? throw new FlowException(RunErrors.SecretMissing(secret.Name) with
            {
                Help = secret.Origin == SecretOrigin.Environment
                    ? $"set the environment variable {secret.Location}"
                    : $"put it into the file {secret.Location}",
            })
            : value;
    }

    private static string? ReadFile(string path)
    {
        try
        {
            return File.ReadAllText(path).TrimEnd('\r', '\n');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static ImmutableSortedDictionary<string, string> Parameters(FlowProgram program, HostOptions options)
    {
        Dictionary<string, string> given = Given(program, options);
        var values = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (ProgramParameter parameter in program.Parameters)
        {
            string value = given.TryGetValue(parameter.Name, out string? text) ? text : parameter.Default ?? throw Usage(
                "RT1002", $"parameter `{parameter.Name}` needs a value", $"--param {parameter.Name}=…  ({Allowed(parameter)})");
            bool allowed = parameter.Allowed.IsEmpty || parameter.Allowed.Contains(value);
            values.Add(parameter.Name, allowed && ParameterText.IsValue(parameter.Type, value) ? value : throw Usage(
                "RT1003", $"`{value}` is no value of parameter `{parameter.Name}`", Allowed(parameter)));
        }

        return values.ToImmutable();
    }

    private static Dictionary<string, string> Given(FlowProgram program, HostOptions options)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        if (options.Environment is { } name)
        {
            ProgramEnvironment chosen = program.Environments.FirstOrDefault(e => e.Name == name) ?? throw Usage(
                "RT1006", $"there is no environment `{name}`", $"known: {string.Join(", ", program.Environments.Select(e => e.Name))}");
            foreach ((string parameter, string value) in chosen.Values)
            {
                given[parameter] = value;
            }
        }

        foreach (string pair in options.Parameters)
        {
            int at = pair.IndexOf('=', StringComparison.Ordinal);
            string parameter = at < 0 ? pair : pair[..at];
            if (at < 0 || program.Parameters.All(p => p.Name != parameter))
            {
                throw Usage(
                    "RT1002", at < 0 ? $"`--param {pair}` has no value" : $"there is no parameter `{parameter}`",
                    $"`--param name=value`; known: {string.Join(", ", program.Parameters.Select(p => p.Name))}");
            }

            given[parameter] = pair[(at + 1)..];
        }

        return given;
    }

    private static string Allowed(ProgramParameter parameter) => parameter.Allowed.IsEmpty
        ? $"a value of type {parameter.Type}"
        : $"one of {string.Join(", ", parameter.Allowed)}";

    private static long Memory(string text)
    {
        string upper = text.Trim().ToUpperInvariant().Replace("IB", "B", StringComparison.Ordinal);
        (string unit, int shift) = s_units.FirstOrDefault(u => upper.EndsWith(u.Item1, StringComparison.Ordinal), ("", 0));
        return long.TryParse(upper[..^unit.Length].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            && number << shift >= 64L << 20
            ? number << shift
            : throw Usage("RT1007", $"`{text}` is no amount of memory", "64MB or more: `--memory 512MB`, `--memory 2GB`");
    }

    private static FlowException Usage(string code, string message, string help) => new(RunErrors.Usage(code, message, help));
}
