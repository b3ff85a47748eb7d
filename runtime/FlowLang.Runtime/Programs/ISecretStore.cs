namespace FlowLang.Runtime;

/// <summary>A service that keeps secrets, such as Secret Manager.</summary>
public interface ISecretStore
{
    /// <summary>What it is called.</summary>
    string Name { get; }

    /// <summary>The newest version of a secret; throws a <see cref="FlowException"/> where it can't be read.</summary>
    /// <param name="location">How the program names it.</param>
    /// <param name="cancel">Ends the asking.</param>
    Task<string> ReadAsync(string location, CancellationToken cancel);
}
