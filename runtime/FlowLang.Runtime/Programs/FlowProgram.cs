using System.Collections.Immutable;

namespace FlowLang.Runtime;

/// <summary>A compiled workspace: what the generated code hands to <see cref="ProgramHost"/>.</summary>
public abstract class FlowProgram
{
    /// <summary>The name of the manifest among the resources of the program's assembly.</summary>
    public const string ManifestResource = "manifest.json";

    public abstract string Name { get; }

    /// <summary>SHA-256 of the program's sources, in hex: what a run in the ledger was a run of.</summary>
    public abstract string SourceHash { get; }

    public abstract string CompilerVersion { get; }

    /// <summary>
    /// The manifest as JSON in UTF-8: schemas, plans, SQL, lineage. <c>describe</c> and pages read it. It may have many megabytes, and lies
    /// in the program's assembly.
    /// </summary>
    public virtual Stream OpenManifest() => GetType().Assembly.GetManifestResourceStream(ManifestResource)
        ?? throw new InvalidOperationException($"{GetType().Assembly.GetName().Name} was built without {ManifestResource}");

    /// <summary>
    /// A file of the C# that the program was compiled from, as the manifest names it, out of the debug information that lies beside its
    /// assembly; null where there is none.
    /// </summary>
    public virtual string? ReadCode(string file) => GeneratedCode.Read(Path.ChangeExtension(GetType().Assembly.Location, ".pdb"), file);

    public virtual ImmutableArray<ProgramParameter> Parameters => [];

    public virtual ImmutableArray<SecretDeclaration> Secrets => [];

    /// <summary>Who keeps the secrets of <see cref="SecretOrigin.Store"/>; null where there are none.</summary>
    public virtual ISecretStore? SecretStore => null;

    public virtual ImmutableArray<ProgramEnvironment> Environments => [];

    /// <summary>The engines and connections that <c>doctor</c> asks, for resolved settings.</summary>
    public virtual ImmutableArray<HealthProbe> CreateProbes(ProgramSettings settings) => [];

    /// <summary>Who is told of failures, for resolved settings.</summary>
    public virtual ImmutableArray<NotifierDeclaration> CreateNotifiers(ProgramSettings settings) => [];

    /// <summary>The database that the program keeps its ledger in, for resolved settings; null for a file.</summary>
    public virtual LedgerDatabase? CreateLedger(ProgramSettings settings) => null;

    /// <summary>Pools by name, with how many runs at once each lets go.</summary>
    public virtual ImmutableDictionary<string, int> Pools => ImmutableDictionary<string, int>.Empty;

    /// <summary>Makes one pipeline, with connections of its own; null where there is none of the name. Opens nothing.</summary>
    public virtual Pipeline? CreatePipeline(string name, ProgramSettings settings) =>
        CreatePipelines(settings).FirstOrDefault(p => p.Definition.Name == name);

    /// <summary>
    /// Makes the pipelines for resolved settings. Must not open connections; it also serves <c>describe</c> and <c>doctor</c>.
    /// </summary>
    public abstract ImmutableArray<Pipeline> CreatePipelines(ProgramSettings settings);
}
